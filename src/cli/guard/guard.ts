// A parent that starts the program again when the process itself dies, and keeps the processes beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../core/clock.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { removeGuardFile, writeGuardFile } from '../../program/guard/guard-file.ts';
import {
  type FromGuard,
  type FromProgram,
  GUARD_PID,
  RESTARTED,
  type Restarted,
  SIGNER_FD,
} from '../../program/guard/words.ts';
import { relayRequests } from '../../signer/relay.ts';
import { ended } from './guard-child.ts';
import { createCompanions } from './guard-companions.ts';
import { decide, MAX_RESTARTS, toExitCode, toHow, WINDOW_MS } from './guard-policy.ts';

export type GuardIo = {
  readonly clock: Clock;
  readonly err: (text: string) => void;
};

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the command until it ends in order, is ordered to stop, or crashed too often; gives its exit code. */
export async function runGuard(command: readonly string[], { clock, err }: GuardIo): Promise<number> {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let dataDir: string | undefined;
  const beside = createCompanions({ clock, err, onChange: () => tell() });
  const tell = () => {
    const message: FromGuard = { type: 'companions', companions: beside.companions };
    if (child?.connected) child.send(message, () => {});
  };
  const forward = (signal: NodeJS.Signals) => {
    // a program that does not take the order in the end is not asked again
    child?.kill(stopping.signal.aborted ? 'SIGKILL' : signal);
    stopping.abort();
  };
  const onMessage = (message: FromProgram) => {
    if (message.type === 'stopping') return stopping.abort();
    dataDir = message.dataDir;
    writeGuardFile(dataDir, process.pid);
    beside.want(message);
  };
  for (const signal of forwarded) process.on(signal, forward);
  const restartsMs: number[] = [];
  let restarted: Restarted | undefined;
  try {
    for (;;) {
      child = start(command, restarted);
      child.on('message', onMessage);
      const pipe = child.stdio[SIGNER_FD] as Duplex | undefined;
      if (pipe) relayRequests({ input: pipe, output: pipe }, beside.signer);
      const exit = await ended(child);
      child = undefined;
      if (stopping.signal.aborted) return toExitCode(exit);
      const decision = decide(exit, restartsMs, clock.monotonicMs());
      if (decision.action === 'stop') {
        if (decision.reason === 'cap')
          err(
            `zapflow guard: died ${toHow(exit)}; ${MAX_RESTARTS} restarts in ${WINDOW_MS / 60_000} minutes, giving up\n`,
          );
        return decision.exitCode;
      }
      err(`zapflow guard: died ${toHow(exit)}; starting it again in ${decision.delayMs} ms\n`);
      // a signal during the wait ends it; there is no program then that could fail to stop
      await clock.sleep(decision.delayMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return exitCodes.ok;
      restartsMs.push(clock.monotonicMs());
      restarted = { how: toHow(exit), restarts: restartsMs.length, atMs: clock.now() };
    }
  } finally {
    // only now: the program closes positions through them until its end
    await beside.stop();
    for (const signal of forwarded) process.off(signal, forward);
    if (dataDir !== undefined) removeGuardFile(dataDir);
  }
}

/** In a process group of its own: Ctrl-C of a terminal must reach the program once, through the guard. */
function start([file = '', ...args]: readonly string[], restarted: Restarted | undefined): ChildProcess {
  return spawn(file, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'],
    env: {
      ...process.env,
      [GUARD_PID]: String(process.pid),
      [RESTARTED]: restarted && JSON.stringify(restarted),
    },
    detached: true,
  });
}
