// A command under a guard of its own, and what both say. For tests.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { identifyProcess } from '../../../src/core/process-identity.ts';

const LOOK_EVERY_MS = 10;

export type Said = { readonly pid: number; readonly at: string } & Readonly<Record<string, unknown>>;

export type GuardedRun = {
  readonly guard: ChildProcess;
  readonly exit: Promise<{ code: number | null; stderr: string }>;
  readonly said: readonly Said[];
  /** The next that the command says of this, beyond what was asked for before. */
  next(at: string): Promise<Said>;
};

export function runUnderGuard(command: readonly string[]): GuardedRun {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard-process.ts'), ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said[] = [];
  const unread: Said[] = [];
  let [rest, stderr] = ['', ''];
  let look = () => {};
  guard.stdout.on('data', (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      said.push(JSON.parse(line));
      unread.push(JSON.parse(line));
    }
    look();
  });
  guard.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const exit = once(guard, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return {
    guard,
    exit,
    said,
    next: (at) =>
      new Promise((resolve, reject) => {
        look = () => {
          const found = unread.findIndex((one) => one.at === at);
          if (found >= 0) resolve(unread.splice(0, found + 1).at(-1)!);
        };
        look();
        void exit.then(({ code }) => reject(new Error(`ended with ${code} before "${at}": ${stderr}`)));
      }),
  };
}

/** Resolves when no process has the id any more; a test's own limit of time ends the wait. */
export async function gone(pid: number): Promise<void> {
  while (identifyProcess(pid)) await setTimeout(LOOK_EVERY_MS);
}
