// Sandbox time: begins as real time and runs as many times faster as it is told.
import { type Clock, sleepOn, type Timer } from '../core/clock.ts';

export type SandboxClock = Clock & {
  /** Milliseconds of sandbox time in a real one. */
  readonly speed: number;
  /** Timers that wait keep their sandbox time. */
  setSpeed(speed: number): void;
};

type Waiting = { readonly dueMs: number; readonly run: () => void; timer: Timer };

export function createSandboxClock(real: Clock, atSpeed: number): SandboxClock {
  const startMs = real.now();
  let speed = atSpeed;
  /** The last change of speed, in both times. */
  let since = { realMs: real.monotonicMs(), sandboxMs: 0 };
  const waiting = new Set<Waiting>();

  const elapsedMs = () => since.sandboxMs + (real.monotonicMs() - since.realMs) * speed;
  const arm = (entry: Omit<Waiting, 'timer'>, fire: () => void): Timer =>
    real.after(Math.max(0, (entry.dueMs - elapsedMs()) / speed), fire);
  const fireOf = (entry: Waiting) => () => {
    waiting.delete(entry);
    entry.run();
  };
  const at = (dueMs: number, run: () => void): Timer => {
    const entry: Waiting = { dueMs, run, timer: idle };
    waiting.add(entry);
    entry.timer = arm(entry, fireOf(entry));
    return {
      cancel() {
        waiting.delete(entry);
        entry.timer.cancel();
      },
    };
  };

  const clock: SandboxClock = {
    get speed() {
      return speed;
    },
    setSpeed(changed) {
      since = { realMs: real.monotonicMs(), sandboxMs: elapsedMs() };
      speed = changed;
      for (const entry of waiting) {
        entry.timer.cancel();
        entry.timer = arm(entry, fireOf(entry));
      }
    },
    now: () => startMs + elapsedMs(),
    monotonicMs: elapsedMs,
    after: (delayMs, run) => at(elapsedMs() + delayMs, run),
    every(periodMs, run) {
      let dueMs = elapsedMs();
      let timer: Timer;
      const next = () => {
        // from the time it was due, so that a fast clock does not lose steps to slow turns
        dueMs += periodMs;
        timer = at(dueMs, () => {
          next();
          run();
        });
      };
      next();
      return { cancel: () => timer.cancel() };
    },
    nextTurn: (run) => real.nextTurn(run),
    endOfTurn: (run) => real.endOfTurn(run),
    sleep: (delayMs, signal) => sleepOn(clock, delayMs, signal),
  };
  return clock;
}

const idle: Timer = { cancel() {} };
