import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { WhenFull } from '../contract.ts';
import { Item, Lane } from './lane.ts';

const CAPACITY = 3;

/** The lane as one would write it with arrays, slowly and plainly. */
class Model {
  queue: Item[] = [];
  blocked: Item[] = [];
  keys = new Map<Item, string>();
  dropped = 0;
  replaced = 0;
  readonly whenFull: WhenFull;

  constructor(whenFull: WhenFull) {
    this.whenFull = whenFull;
  }

  offer(item: Item, key: string): boolean {
    if (this.whenFull === 'coalesce') {
      const at = this.queue.findIndex((waiting) => this.keys.get(waiting) === key);
      this.keys.set(item, key);
      if (at >= 0) {
        this.queue[at] = item;
        this.replaced++;
        return true;
      }
    }
    if (this.queue.length < CAPACITY) {
      this.queue.push(item);
      return true;
    }
    switch (this.whenFull) {
      case 'refuse':
        return false;
      case 'block':
        if (this.blocked.length >= CAPACITY) return false;
        this.blocked.push(item);
        return true;
      default:
        this.queue.shift();
        this.dropped++;
        this.queue.push(item);
        return true;
    }
  }

  take(): void {
    this.queue.shift();
    this.#admit();
  }

  cancel(item: Item): boolean {
    const waited = this.queue.includes(item) || this.blocked.includes(item);
    this.queue = this.queue.filter((other) => other !== item);
    this.blocked = this.blocked.filter((other) => other !== item);
    this.#admit();
    return waited;
  }

  #admit(): void {
    while (this.queue.length < CAPACITY && this.blocked.length > 0)
      this.queue.push(this.blocked.shift() as Item);
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ offer: fc.constantFrom('a', 'b', 'c', 'd', 'e') }) },
  { weight: 2, arbitrary: fc.constant('take' as const) },
  { weight: 2, arbitrary: fc.record({ cancel: fc.nat({ max: 12 }) }) },
);

for (const whenFull of ['block', 'refuse', 'shed-oldest', 'coalesce'] as const)
  test(`a lane that may ${whenFull} keeps its order, its bound and its count, whatever is offered, taken and cancelled`, () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let dropped = 0;
        const lane = new Lane(whenFull, CAPACITY, () => void dropped++);
        const model = new Model(whenFull);
        const waiting: Item[] = [];
        const count = { in: 0, out: 0, refused: 0, cancelled: 0 };
        for (const one of steps) {
          if (one === 'take') {
            assert.equal(lane.peek(), model.queue[0]);
            const item = lane.peek();
            if (!item) continue;
            lane.take();
            model.take();
            waiting.splice(waiting.indexOf(item), 1);
            count.out++;
          } else if ('offer' in one) {
            const item = new Item([], count.in++);
            const accepted = lane.offer(item, one.offer);
            assert.equal(accepted, model.offer(item, one.offer));
            if (accepted) waiting.push(item);
            else count.refused++;
          } else if (whenFull === 'block' || whenFull === 'refuse') {
            // Only calls are cancelled, and calls are never shed or coalesced.
            const item = waiting[waiting.length - 1 - one.cancel];
            if (!item) continue;
            lane.cancel(item);
            assert.ok(model.cancel(item));
            waiting.splice(waiting.indexOf(item), 1);
            count.cancelled++;
          }
          assert.equal(lane.depth, model.queue.length + model.blocked.length);
          assert.ok(lane.depth <= CAPACITY * (whenFull === 'block' ? 2 : 1));
          assert.equal(dropped, model.dropped);
          assert.equal(
            count.in,
            count.out + lane.depth + dropped + model.replaced + count.refused + count.cancelled,
          );
        }
        for (const expected of [...model.queue]) {
          assert.equal(lane.peek(), expected);
          lane.take();
        }
      }),
      { numRuns: 300 },
    );
  });

test('a blocked sender is let on when a place is free, in the order of asking', async () => {
  const lane = new Lane('block', 2, () => {});
  const items = [0, 1, 2, 3].map((order) => new Item([], order));
  const admitted: number[] = [];
  for (const [order, item] of items.entries()) {
    lane.offer(item, undefined);
    void item.admitted?.then(() => admitted.push(order));
  }
  assert.equal(items[1]?.admitted, undefined);
  assert.equal(lane.depth, 4);
  await Promise.resolve();
  assert.deepEqual(admitted, []);
  lane.take();
  await items[2]?.admitted;
  assert.deepEqual(admitted, [2]);
  lane.take();
  await items[3]?.admitted;
  assert.deepEqual(admitted, [2, 3]);
});

test('a blocked sender that gives up frees its place at once', async () => {
  const lane = new Lane('block', 1, () => {});
  const [first, second, third] = [0, 1, 2].map((order) => new Item([], order)) as [Item, Item, Item];
  assert.equal(lane.offer(first, undefined), true);
  assert.equal(lane.offer(second, undefined), true);
  assert.equal(lane.offer(third, undefined), false);
  lane.cancel(second);
  await second.admitted;
  assert.equal(lane.offer(third, undefined), true);
  assert.equal(lane.depth, 2);
});

test('calls that are cancelled while nothing is taken leave no dead places behind', () => {
  const lane = new Lane('refuse', 2, () => {});
  for (let order = 0; order < 1000; order++) {
    const item = new Item([], order);
    assert.equal(lane.offer(item, undefined), true);
    lane.cancel(item);
    assert.equal(lane.depth, 0);
  }
  assert.equal(lane.peek(), undefined);
});

test('a newer value takes the place of the older one in the order of sending', () => {
  const lane = new Lane('coalesce', 10, () => {});
  lane.offer(new Item(['old'], 1), 'SOL');
  lane.offer(new Item(['new'], 9), 'SOL');
  assert.deepEqual([lane.peek()?.frame, lane.peek()?.order, lane.depth], [['new'], 1, 1]);
});

test('when the reader is gone nobody waits for room any more, and what waited is told as lost', async () => {
  const lane = new Lane('block', 1, () => {});
  const items = [0, 1].map((order) => new Item([], order));
  for (const item of items) lane.offer(item, undefined);
  assert.equal(lane.close(), 2);
  await items[1]?.admitted;
  assert.equal(lane.depth, 0);
});
