import type { Clock, Timer } from '../clock.ts';
import type { Lane } from './lane.ts';
import type { Task } from './task-queue.ts';

/**
 * Notices the task that has run for longer than its timeout. It looks at least as often as the shortest timeout in
 * flight, so it meets every task before its time is over and is then exact.
 */
export class RunWatch {
  readonly #clock: Clock;
  readonly #lane: Lane;
  readonly #onTimeout: (task: Task) => void;
  #timer: Timer | undefined;
  #nextLookMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, lane: Lane, onTimeout: (task: Task) => void) {
    this.#clock = clock;
    this.#lane = lane;
    this.#onTimeout = onTimeout;
  }

  /** To be told of every task given to the lane. */
  expect(timeoutMs: number, nowMs: number): void {
    if (nowMs + timeoutMs < this.#nextLookMs) this.#lookIn(timeoutMs, nowMs);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#nextLookMs = Number.POSITIVE_INFINITY;
  }

  #lookIn(delayMs: number, nowMs: number): void {
    this.#timer?.cancel();
    this.#nextLookMs = nowMs + delayMs;
    this.#timer = this.#clock.after(delayMs, () => this.#look());
  }

  #look(): void {
    this.stop();
    if (this.#lane.inFlight === 0) return;
    const nowMs = this.#clock.monotonicMs();
    const running = this.#lane.runningTask();
    const remainingMs = running
      ? running.timeoutMs - this.#lane.runningForMs(nowMs)
      : Number.POSITIVE_INFINITY;
    if (running && remainingMs <= 0) {
      this.#onTimeout(running);
      return;
    }
    const shortestMs = Math.min(...this.#lane.tasks().map((task) => task.timeoutMs));
    this.#lookIn(Math.min(remainingMs, shortestMs), nowMs);
  }
}
