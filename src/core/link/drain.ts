// Shares a thread's attention among its links: urgent messages first, then a budget of ordinary ones a turn.
import type { Clock } from '../clock.ts';
import { leaveScope } from '../scope.ts';

/** What a drain empties: the receiving half of a link. */
export interface Inbox {
  /** Handles everything urgent; returns how many messages that was. */
  drainUrgent(): number;
  /** Handles about `budget` messages; returns how many. */
  drainNormal(budget: number): number;
  readonly hasUrgent: boolean;
  readonly hasNormal: boolean;
}

/** Node delivers a port's whole queue in one turn, so priority needs a queue of our own, emptied a piece at a time. */
const TURN_BUDGET = 256;
/** A turn of slow handlers ends earlier: an urgent message waits about this long, however much is waiting. */
const TURN_MS = 0.25;
/** Handled of one link before the next one has its turn. */
const SLICE = 64;
/** Below this much work in a turn no new turn is forced, so that a lone request and reply stay cheap. */
const SMALL_TURN = 32;

export class Drain {
  readonly #clock: Clock;
  readonly #ready = new Set<Inbox>();
  #used = 0;
  #turnBooked = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An inbox has something. What the budget of this turn allows is handled before this returns. */
  wake(inbox: Inbox): void {
    this.#ready.add(inbox);
    try {
      this.#handOut();
    } finally {
      leaveScope();
      this.#bookTurn();
    }
  }

  remove(inbox: Inbox): void {
    this.#ready.delete(inbox);
  }

  #handOut(): void {
    for (const inbox of this.#ready) if (inbox.hasUrgent) this.#used += inbox.drainUrgent();
    const startedMs = this.#clock.monotonicMs();
    while (this.#used < TURN_BUDGET) {
      const inbox = this.#ready.values().next().value;
      if (!inbox) return;
      this.#ready.delete(inbox);
      if (inbox.hasNormal) this.#used += inbox.drainNormal(SLICE);
      // Whoever has more goes to the end of the line.
      if (inbox.hasNormal || inbox.hasUrgent) this.#ready.add(inbox);
      if (this.#used >= SLICE && this.#clock.monotonicMs() - startedMs > TURN_MS) this.#used = TURN_BUDGET;
    }
  }

  #bookTurn(): void {
    if (this.#turnBooked || (this.#ready.size === 0 && this.#used < SMALL_TURN)) return;
    this.#turnBooked = true;
    this.#clock.nextTurn(() => {
      this.#turnBooked = false;
      this.#used = 0;
      try {
        this.#handOut();
      } finally {
        leaveScope();
        this.#bookTurn();
      }
    });
  }
}
