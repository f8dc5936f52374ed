// Runs the real program as a user would, in a folder of its own, on a free port.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const launcher = join(import.meta.dirname, '..', '..', 'zapflow');

export type Line = {
  readonly msg: string;
  readonly worker: string;
  readonly port?: number;
  readonly pid?: number;
};

export type Run = {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** Resolves with the first log line, past or to come, that fits. */
  line(fits: (line: Line) => boolean): Promise<Line>;
  readonly lines: readonly Line[];
  /** Resolves when standard error, past or to come, holds what fits. */
  told(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exit: Promise<{ code: number | null; stderr: string }>;
};

export function createDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'zapflow-test-'));
}

/** A command; `start` without the guard, so that the child is the program itself. */
export function startZapflow(
  words: readonly string[],
  env: Record<string, string> = {},
  dataDir = createDataDir(),
): Run {
  return launch(words[0] === 'start' ? [...words, '--no-guard'] : words, env, dataDir);
}

/** As a user starts it: the child is the guard, with the program and what runs beside it below. */
export function startGuarded(
  words: readonly string[] = [],
  env: Record<string, string> = {},
  dataDir = createDataDir(),
): Run {
  return launch(['start', ...words], env, dataDir);
}

function launch(words: readonly string[], env: Record<string, string>, dataDir: string): Run {
  const child = spawn(launcher, words, {
    env: {
      PATH: process.env['PATH'],
      ZAPFLOW_DATA: dataDir,
      ZAPFLOW_GATEWAY_PORT: '0',
      ZAPFLOW_SANDBOX_PORT: '0',
      ZAPFLOW_SANDBOX_EXCHANGE_PORT: '0',
      ZAPFLOW_SANDBOX_SOLANA_PORT: '0',
      ZAPFLOW_SANDBOX_PRICES_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  const waiting = new Set<{ fits: (line: Line) => boolean; resolve: (line: Line) => void }>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = toLine(text);
    lines.push(line);
    for (const one of waiting) {
      if (!one.fits(line)) continue;
      waiting.delete(one);
      one.resolve(line);
    }
  });
  let stderr = '';
  const asking = new Set<() => void>();
  child.stderr.on('data', (data) => {
    stderr += data;
    for (const look of asking) look();
  });
  const exit = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return {
    child,
    dataDir,
    lines,
    exit,
    told: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stderr);
          if (!found) return;
          asking.delete(look);
          resolve(found);
        };
        asking.add(look);
        look();
        void exit.then(({ code }) => reject(new Error(`ended with ${code} and told only: ${stderr}`)));
      }),
    line(fits) {
      const known = lines.find(fits);
      if (known) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        waiting.add({ fits, resolve });
        void exit.then(({ code }) => reject(new Error(`ended with ${code} before the line came: ${stderr}`)));
      });
    },
  };
}

/** Ends what is left of a run and its folder. */
export async function cleanUp(run: Run): Promise<void> {
  run.child.kill('SIGKILL');
  await run.exit;
  rmSync(run.dataDir, { recursive: true, force: true });
}

/** Address of the gateway, once it listens. */
export async function addressOf(run: Run): Promise<string> {
  const { port } = await run.line(
    ({ worker, port: listening }) => worker === 'gateway' && listening !== undefined,
  );
  return `http://127.0.0.1:${port}`;
}

function toLine(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return { msg: text, worker: '' };
  }
}
