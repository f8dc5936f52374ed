// A parent that starts the program again when the process itself dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Clock } from '../core/clock.ts';
import { decide, type Exit, MAX_RESTARTS, toExitCode, WINDOW_MS } from './guard-policy.ts';

export type GuardIo = {
  readonly clock: Clock;
  readonly err: (text: string) => void;
};

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the command until it ends in order, is ordered to stop, or crashed too often; gives its exit code. */
export async function runGuard(command: readonly string[], { clock, err }: GuardIo): Promise<number> {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  const forward = (signal: NodeJS.Signals) => {
    stopping.abort();
    child?.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  const restartsMs: number[] = [];
  try {
    for (;;) {
      child = start(command);
      const exit = await ended(child);
      child = undefined;
      if (stopping.signal.aborted) return toExitCode(exit);
      const decision = decide(exit, restartsMs, clock.monotonicMs());
      const how = exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`;
      if (decision.action === 'stop') {
        if (decision.reason === 'cap')
          err(
            `zapflow guard: died ${how}; ${MAX_RESTARTS} restarts in ${WINDOW_MS / 60_000} minutes, giving up\n`,
          );
        return decision.exitCode;
      }
      err(`zapflow guard: died ${how}; starting it again in ${decision.delayMs} ms\n`);
      // a signal during the wait ends it; there is no program then that could fail to stop
      await clock.sleep(decision.delayMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return 0;
      restartsMs.push(clock.monotonicMs());
    }
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
  }
}

/** In a process group of its own: Ctrl-C of a terminal must reach the program once, through the guard. */
function start([file = '', ...args]: readonly string[]): ChildProcess {
  return spawn(file, args, { stdio: 'inherit', detached: true });
}

async function ended(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
