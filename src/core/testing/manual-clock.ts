// A clock for tests that moves only when told to.
import { type Clock, sleepOn, type Timer } from '../clock.ts';

export interface ManualClock extends Clock {
  /** Moves time forward, firing due timers in order; lets promises settle between them. */
  advance(ms: number): Promise<void>;
}

type Entry = { due: number; order: number; run: () => void; periodMs: number | undefined };

export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  const entries = new Set<Entry>();
  let elapsedMs = 0;
  let order = 0;

  const schedule = (delayMs: number, run: () => void, periodMs?: number): Timer => {
    const entry = { due: elapsedMs + Math.max(0, delayMs), order: order++, run, periodMs };
    entries.add(entry);
    return { cancel: () => void entries.delete(entry) };
  };

  const earliest = (untilMs: number): Entry | undefined => {
    let first: Entry | undefined;
    for (const entry of entries) {
      if (entry.due > untilMs) continue;
      if (!first || entry.due < first.due || (entry.due === first.due && entry.order < first.order))
        first = entry;
    }
    return first;
  };

  const clock: ManualClock = {
    now: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, run) => schedule(delayMs, run),
    every: (periodMs, run) => schedule(periodMs, run, Math.max(1, periodMs)),
    nextTurn: (run) => void setImmediate(run),
    endOfTurn: (run) => queueMicrotask(run),
    sleep: (delayMs, signal) => sleepOn(clock, delayMs, signal),
    async advance(ms) {
      const target = elapsedMs + ms;
      await settle();
      for (let entry = earliest(target); entry; entry = earliest(target)) {
        elapsedMs = Math.max(elapsedMs, entry.due);
        if (entry.periodMs === undefined) entries.delete(entry);
        else entry.due += entry.periodMs;
        entry.run();
        await settle();
      }
      elapsedMs = target;
    },
  };
  return clock;
}

/** One macrotask: every promise reaction queued so far has run. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
