// The whole program as a user starts it, in a folder of its own and on free ports, and what all its processes take.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { nowMs } from '../harness/measure.ts';

export const launcher = fileURLToPath(new URL('../../zapflow', import.meta.url));

export type Program = {
  /** Without a slash at the end. */
  readonly url: string;
  /** From the spawn of the command until every worker was ready. */
  readonly readyAfterMs: number;
  /** The process that was started: the guard, or without one the program itself. */
  readonly pid: number;
  stop(): Promise<void>;
};

export type ProgramChoices = {
  readonly isGuarded?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Kept afterwards; without it a new one is made and removed. */
  readonly dataDir?: string;
};

const READY = /^ready in /;
const line = z.looseObject({ msg: z.string(), port: z.int().optional() });

export function createDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'zapflow-bench-'));
}

/** The environment of a program that shares nothing with another on this machine. */
export function toEnvironment(dataDir: string, env: ProgramChoices['env'] = {}): NodeJS.ProcessEnv {
  const sandboxPorts = {
    ZAPFLOW_SANDBOX_PORT: '0',
    ZAPFLOW_SANDBOX_EXCHANGE_PORT: '0',
    ZAPFLOW_SANDBOX_SOLANA_PORT: '0',
    ZAPFLOW_SANDBOX_PRICES_PORT: '0',
  };
  const ports = { ZAPFLOW_GATEWAY_PORT: '0', ...sandboxPorts };
  return { PATH: process.env['PATH'], ZAPFLOW_DATA: dataDir, ...ports, ...env };
}

/** Rejects when it ends before it is ready. */
export async function startProgram({ isGuarded, env, dataDir }: ProgramChoices = {}): Promise<Program> {
  const folder = dataDir ?? createDataDir();
  const startedMs = nowMs();
  const child = spawn(launcher, isGuarded ? ['start'] : ['start', '--no-guard'], {
    env: toEnvironment(folder, env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await readyPort(child);
    const readyAfterMs = nowMs() - startedMs;
    return { url: `http://127.0.0.1:${port}`, readyAfterMs, pid: child.pid!, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Port of the gateway, once everything is ready. */
function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let port: number | undefined;
    createInterface({ input: child.stdout! }).on('line', (text) => {
      const said = line.safeParse(toJson(text)).data;
      if (said?.port !== undefined && said.msg.startsWith('listening on ')) port = said.port;
      if (said && port !== undefined && READY.test(said.msg)) resolve(port);
    });
    child.once('exit', (code) => reject(new Error(`zapflow start ended with ${code} before it was ready`)));
  });
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
