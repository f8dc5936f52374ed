// One life of a unit, from spawn to death. Everything that happens in a simulation belongs to a life; when it ends, nothing
// of it happens any more, and what code of it still runs reaches nothing.
import { type Clock, sleepOn, type Timer } from '../clock.ts';
import type { Random } from '../random.ts';
import { currentScope, type Scope } from '../scope.ts';
import type { Scheduler } from './scheduler.ts';
import { createLabel, type Label } from './trace.ts';

/** Thrown where a life ends in the middle of its own work, so that the work goes no further. */
export class LifeEnded extends Error {
  override readonly name = 'LifeEnded';
}

/** A turn of the event loop takes time, or a service that waits turn by turn would wait for ever. */
const TURN_MS = 0.01;
/** As Node has it. */
const MIN_DELAY_MS = 1;

const inert: Timer = { cancel() {} };

export class Life {
  readonly name: string;
  readonly unit: string;
  readonly random: Random;
  readonly clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #order: number;
  readonly #timer: Label;
  readonly #turn: Label;
  readonly #onEnd = new Set<() => void>();
  #busyUntilMs = 0;
  #isEnded = false;
  /** What becomes of an error that nobody caught: a thread dies of it. */
  onUncaught: (error: unknown) => void = () => {};

  constructor(unit: string, generation: number, scheduler: Scheduler, random: Random) {
    this.unit = unit;
    this.name = `${unit}#${generation}`;
    this.random = random;
    this.#scheduler = scheduler;
    this.#order = random.below(2 ** 32);
    this.#timer = createLabel(`timer ${this.name}`);
    this.#turn = createLabel(`turn ${this.name}`);
    this.clock = this.#createClock();
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Its own time: ahead of the world's while it is busy with something that blocks its thread. */
  get nowMs(): number {
    return Math.max(this.#scheduler.nowMs, this.#busyUntilMs);
  }

  get busyUntilMs(): number {
    return this.#busyUntilMs;
  }

  /** Its thread does nothing else for this long; the others go on. */
  block(durationMs: number): void {
    this.#busyUntilMs = this.nowMs + durationMs;
  }

  /** Within one life what is due at one time keeps its order; between lives it is shuffled by the seed. */
  keyAt(atMs: number): number {
    const mixed = Math.imul(this.#order ^ (atMs * 1e6), 0x9e3779b1);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  at(atMs: number, label: Label, run: () => void, scope?: Scope): Timer {
    if (this.#isEnded) return inert;
    return this.#scheduler.schedule(atMs, label, run, this, scope);
  }

  /** Runs once at the end of this life. */
  onEnd(run: () => void): void {
    this.#onEnd.add(run);
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    // Death does not wait until a thread is free.
    this.#busyUntilMs = 0;
    for (const run of this.#onEnd) run();
    this.#onEnd.clear();
  }

  #createClock(): Clock {
    const clock: Clock = {
      // Whole milliseconds, as Date.now() has them: contracts rely on it.
      now: () => Math.floor(this.#scheduler.wallMs + (this.nowMs - this.#scheduler.nowMs)),
      monotonicMs: () => this.nowMs,
      after: (delayMs, run) =>
        this.at(this.nowMs + Math.max(MIN_DELAY_MS, delayMs), this.#timer, run, currentScope()),
      every: (periodMs, run) => this.#every(Math.max(MIN_DELAY_MS, periodMs), run),
      nextTurn: (run) => void this.at(this.nowMs + TURN_MS, this.#turn, run, currentScope()),
      endOfTurn: (run) => this.#scheduler.endOfTurn(() => this.#isEnded || run()),
      sleep: (delayMs, signal) => sleepOn(clock, delayMs, signal),
    };
    return clock;
  }

  #every(periodMs: number, run: () => void): Timer {
    const scope = currentScope();
    let isCancelled = false;
    let next: Timer = inert;
    const book = () => {
      next = this.at(this.nowMs + periodMs, this.#timer, fire, scope);
    };
    const fire = () => {
      // Booked first: a run that throws does not end a timer of Node's either.
      book();
      run();
    };
    book();
    return {
      cancel() {
        if (isCancelled) return;
        isCancelled = true;
        next.cancel();
      },
    };
  }
}
