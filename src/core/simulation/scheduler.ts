// The loop of a simulation: takes the earliest event, moves the clock to it, runs it to the end of its microtasks, checks.
import type { Timer } from '../clock.ts';
import { enterScope, leaveScope, type Scope } from '../scope.ts';
import { EventHeap, type SimulatedEvent } from './event-heap.ts';
import { type Life, LifeEnded } from './life.ts';
import { type Label, Trace } from './trace.ts';

/** What the loop itself needs of the machine, taken before the globals became virtual. */
export type RealLoop = {
  nextTurn(run: () => void): void;
  endOfTurn(run: () => void): void;
};

/** Turns booked at once: Node runs them in one round of its loop, each with its microtasks, and asks the system once. */
const ROUND = 64;

/** Virtual time begins here, so that runs can be told apart from nothing and dates look like dates. */
export const WALL_START_MS = Date.UTC(2026, 0, 1);

export class Scheduler {
  readonly trace = new Trace();
  readonly #loop: RealLoop;
  readonly #heap = new EventHeap();
  #sequence = 0;
  #nowMs = 0;
  #wallOffsetMs = WALL_START_MS;
  #current: SimulatedEvent | undefined;
  #isRunning = false;
  /** Runs after every event, when its microtasks are done; true ends the run. */
  afterEach: () => boolean = () => false;
  /** An error that nobody caught, outside of any life. */
  onUncaught: (error: unknown) => void = () => {};

  constructor(loop: RealLoop) {
    this.#loop = loop;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Wall time, which may jump. */
  get wallMs(): number {
    return this.#nowMs + this.#wallOffsetMs;
  }

  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  /** Whose event is running. */
  get currentLife(): Life | undefined {
    return this.#current?.life;
  }

  schedule(atMs: number, label: Label, run: () => void, life?: Life, scope?: Scope): Timer {
    const time = Math.max(atMs, this.#nowMs);
    const key = life ? life.keyAt(time) : 0;
    const event: SimulatedEvent = { atMs: time, key, sequence: this.#sequence++, life, label, scope, run };
    this.#heap.push(event);
    return {
      cancel() {
        event.run = undefined;
      },
    };
  }

  endOfTurn(run: () => void): void {
    this.#loop.endOfTurn(run);
  }

  /** Resolves when `afterEach` says so, or nothing is left to happen. */
  run(): Promise<void> {
    this.#isRunning = true;
    return new Promise((resolve) => {
      let booked = 0;
      const book = () => {
        leaveScope();
        booked = ROUND;
        for (let i = 0; i < ROUND; i++) this.#loop.nextTurn(turn);
      };
      const turn = () => {
        booked--;
        if (this.#isRunning) this.#isRunning = this.#turn();
        if (booked > 0) return;
        if (this.#isRunning) book();
        else resolve();
      };
      book();
    });
  }

  /** An error that reached the top: the thread of the life under way dies of it. */
  uncaught(error: unknown): void {
    // What a dead life still throws, nobody is there to hear.
    if (error instanceof LifeEnded || this.currentLife?.isEnded) return;
    if (this.currentLife) this.currentLife.onUncaught(error);
    else this.onUncaught(error);
  }

  #turn(): boolean {
    if (this.#current && this.afterEach()) return false;
    this.#current = undefined;
    const event = this.#next();
    if (!event) return false;
    this.#nowMs = event.atMs;
    this.#current = event;
    this.trace.add(event.atMs, event.label);
    const { run, scope } = event;
    if (scope) enterScope(scope);
    else leaveScope();
    try {
      run?.();
    } catch (error) {
      this.uncaught(error);
    }
    return true;
  }

  #next(): SimulatedEvent | undefined {
    for (let event = this.#heap.pop(); event; event = this.#heap.pop()) {
      const { life, run } = event;
      if (!run || life?.isEnded) continue;
      if (!life || life.busyUntilMs <= event.atMs) return event;
      // As if it came when the thread is free again: behind what waits for that already.
      event.atMs = life.busyUntilMs;
      event.key = life.keyAt(event.atMs);
      event.sequence = this.#sequence++;
      this.#heap.push(event);
    }
    return undefined;
  }
}
