// A process beside the program that is to run for as long as it is wanted, whatever becomes of the program.
import type { ChildProcess } from 'node:child_process';
import type { Clock } from '../../core/clock.ts';
import type { CompanionState } from '../../program/guard/words.ts';
import { ended } from './guard-child.ts';
import { toDelayMs, toHow, WINDOW_MS } from './guard-policy.ts';

export type CompanionOptions = {
  readonly name: string;
  readonly clock: Clock;
  readonly err: (text: string) => void;
  /** `setPort` is for when it says where it listens. */
  readonly start: (setPort: (port: number) => void) => ChildProcess;
  /** Restarts within ten minutes, after which it stays down. */
  readonly maxRestarts: number;
  /** Asks it to end. */
  readonly end: (child: ChildProcess) => void;
  readonly onChange: () => void;
};

export type Companion = {
  readonly state: CompanionState;
  /** Resolves when it is gone: in order, or killed after 5 s. */
  stop(): Promise<void>;
};

const STOP_MS = 5000;

export function keepCompanion(options: CompanionOptions): Companion {
  const { name, clock, err, start, maxRestarts, end, onChange } = options;
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let state: CompanionState = { state: 'waiting', pid: null, restarts: 0, port: null };
  const change = (changes: Partial<CompanionState>) => {
    state = { ...state, ...changes };
    onChange();
  };

  const keep = async (): Promise<void> => {
    let restartsMs: number[] = [];
    while (!stopping.signal.aborted) {
      child = start((port) => change({ port }));
      const exited = ended(child);
      change({ state: 'running', pid: child.pid ?? null });
      const exit = await exited;
      child = undefined;
      if (stopping.signal.aborted) return;
      const nowMs = clock.monotonicMs();
      restartsMs = restartsMs.filter((at) => nowMs - at < WINDOW_MS);
      if (restartsMs.length >= maxRestarts) {
        err(
          `zapflow guard: the ${name} ended ${toHow(exit)}, too often; it stays down until Zapflow is started again\n`,
        );
        return change({ state: 'failed', pid: null, port: null });
      }
      const delayMs = toDelayMs(restartsMs, nowMs);
      err(`zapflow guard: the ${name} ended ${toHow(exit)}; starting it again in ${delayMs} ms\n`);
      change({ state: 'waiting', pid: null, port: null, restarts: state.restarts + 1 });
      await clock.sleep(delayMs, stopping.signal).catch(() => undefined);
      restartsMs.push(clock.monotonicMs());
    }
  };
  // its first turn only: the caller has it before it hears of a change
  const over = Promise.resolve().then(keep);

  return {
    get state() {
      return state;
    },
    async stop() {
      stopping.abort();
      const last = child;
      if (last) end(last);
      const patience = clock.after(STOP_MS, () => void last?.kill('SIGKILL'));
      await over;
      patience.cancel();
    },
  };
}
