// The only door to time. Services get a clock through their context; the simulator hands in a virtual one.

/** A running timer. `cancel` is safe to call at any time, also after it fired. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall time in milliseconds since the epoch; may jump. Use it for stamps, never for durations. */
  now(): number;
  /** Milliseconds that only grow; differences are durations. All threads of a process share the origin. */
  monotonicMs(): number;
  /** Runs once after the delay. A timer never keeps the process alive. */
  after(delayMs: number, run: () => void): Timer;
  /** Runs again and again, the first time after one period. */
  every(periodMs: number, run: () => void): Timer;
  /** Runs in the next turn of the event loop, after input and output had their chance. */
  nextTurn(run: () => void): void;
  /** Runs at the end of the current turn, before anything else. */
  endOfTurn(run: () => void): void;
  /** Resolves after the delay; rejects with the signal's reason when aborted first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

class NodeTimer implements Timer {
  readonly #timer: NodeJS.Timeout;
  constructor(timer: NodeJS.Timeout) {
    this.#timer = timer;
    timer.unref();
  }
  cancel(): void {
    clearTimeout(this.#timer);
  }
}

/** Delays above this overflow the runtime's 32-bit timer and would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** `performance.now()` counts from the start of its thread; this moves it to the origin of the process-wide counter. */
const threadOriginMs = measureThreadOriginMs();

/** The tightest of a few readings: a thread that is interrupted between two clocks would be off by the interruption. */
function measureThreadOriginMs(): number {
  let originMs = 0;
  let tightestMs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 10; i++) {
    const before = performance.now();
    const processMs = Number(process.hrtime.bigint()) / 1e6;
    const after = performance.now();
    if (after - before >= tightestMs) continue;
    tightestMs = after - before;
    originMs = processMs - (before + after) / 2;
  }
  return originMs;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => threadOriginMs + performance.now(),
  after: (delayMs, run) => new NodeTimer(setTimeout(run, Math.min(delayMs, MAX_DELAY_MS))),
  every: (periodMs, run) => new NodeTimer(setInterval(run, Math.min(periodMs, MAX_DELAY_MS))),
  nextTurn: (run) => {
    setImmediate(run);
  },
  endOfTurn: (run) => queueMicrotask(run),
  sleep: (delayMs, signal) => sleepOn(systemClock, delayMs, signal),
};

/** `sleep` in terms of `after`, for every clock. */
export function sleepOn(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Keeps the process alive until released; everything else in Zapflow lets it end. */
export function holdProcess(): () => void {
  const timer = setInterval(() => {}, MAX_DELAY_MS);
  return () => clearInterval(timer);
}
