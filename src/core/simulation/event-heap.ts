// What is to happen, earliest first: a binary heap ordered by time, then by a seeded key, then by the order of scheduling.
import type { Scope } from '../scope.ts';
import type { Life } from './life.ts';
import type { Label } from './trace.ts';

export type SimulatedEvent = {
  atMs: number;
  /** Shuffles what happens at one time in different lives; within one life it is the same, so that order is kept. */
  key: number;
  sequence: number;
  /** Whose event it is; it does not happen when that life has ended. Undefined for what the world itself does. */
  readonly life: Life | undefined;
  readonly label: Label;
  readonly scope: Scope | undefined;
  run: (() => void) | undefined;
};

export class EventHeap {
  readonly #events: SimulatedEvent[] = [];

  get size(): number {
    return this.#events.length;
  }

  peek(): SimulatedEvent | undefined {
    return this.#events[0];
  }

  push(event: SimulatedEvent): void {
    const events = this.#events;
    let at = events.length;
    events.push(event);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = events[parentAt] as SimulatedEvent;
      if (!isBefore(event, parent)) break;
      events[at] = parent;
      at = parentAt;
    }
    events[at] = event;
  }

  pop(): SimulatedEvent | undefined {
    const events = this.#events;
    const first = events[0];
    const last = events.pop();
    if (!first || !last || events.length === 0) return first;
    const half = events.length >> 1;
    let at = 0;
    while (at < half) {
      let childAt = 2 * at + 1;
      let child = events[childAt] as SimulatedEvent;
      const right = events[childAt + 1];
      if (right && isBefore(right, child)) {
        child = right;
        childAt++;
      }
      if (!isBefore(child, last)) break;
      events[at] = child;
      at = childAt;
    }
    events[at] = last;
    return first;
  }
}

function isBefore(one: SimulatedEvent, other: SimulatedEvent): boolean {
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  if (one.key !== other.key) return one.key < other.key;
  return one.sequence < other.sequence;
}
