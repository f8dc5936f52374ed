import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BookSide, RestingOrder } from './book-side.ts';
import { createMatchingBook } from './matching-book.ts';

type Fill = { ticks: number; lots: number; maker: number; taker: number; isBuyerMaker: boolean };

function createBook() {
  const fills: Fill[] = [];
  const shown = { bids: new Map<number, number>(), asks: new Map<number, number>() };
  const book = createMatchingBook({
    onFill: (ticks, lots, isBuyerMaker, maker, taker) =>
      void fills.push({ ticks, lots, isBuyerMaker, maker, taker }),
    onLevel(isBid, ticks, lots) {
      const side = isBid ? shown.bids : shown.asks;
      if (lots === 0) side.delete(ticks);
      else side.set(ticks, lots);
    },
  });
  return { book, fills, shown };
}

test('the better price is met first, and at one price the older order', () => {
  const { book, fills } = createBook();
  book.place({ owner: 1, isBid: false, ticks: 101, lots: 5 });
  book.place({ owner: 2, isBid: false, ticks: 100, lots: 5 });
  book.place({ owner: 3, isBid: false, ticks: 100, lots: 5 });
  book.place({ owner: 9, isBid: true, ticks: 101, lots: 12 });
  assert.deepEqual(
    fills.map(({ maker, lots, ticks, isBuyerMaker }) => [maker, lots, ticks, isBuyerMaker]),
    [
      [2, 5, 100, false],
      [3, 5, 100, false],
      [1, 2, 101, false],
    ],
  );
  assert.equal(book.asks.lotsAt(101), 3);
});

test('an iceberg shows a part, is refilled behind the others, and trades all of itself', () => {
  const { book, fills, shown } = createBook();
  book.place({ owner: 1, isBid: true, ticks: 50, lots: 10, shownLots: 3 });
  book.place({ owner: 2, isBid: true, ticks: 50, lots: 4 });
  assert.equal(shown.bids.get(50), 7);
  book.place({ owner: 9, isBid: false, ticks: 50, lots: 8, isImmediate: true });
  assert.deepEqual(
    fills.map(({ maker, lots }) => [maker, lots]),
    [
      [1, 3],
      [2, 4],
      [1, 1],
    ],
  );
  book.place({ owner: 9, isBid: false, ticks: 50, lots: 100, isImmediate: true });
  const sold = fills.filter(({ maker }) => maker === 1).reduce((sum, { lots }) => sum + lots, 0);
  assert.deepEqual([sold, shown.bids.size], [10, 0]);
});

const command = fc.record({
  isBid: fc.boolean(),
  ticks: fc.integer({ min: 90, max: 110 }),
  lots: fc.integer({ min: 1, max: 50 }),
  shownLots: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  isImmediate: fc.boolean(),
  cancels: fc.option(fc.nat(), { nil: undefined }),
});

function ordersOf(side: BookSide): RestingOrder[] {
  return side.levels.flatMap((level) => {
    const orders: RestingOrder[] = [];
    for (let order = level.first; order; order = order.after) orders.push(order);
    assert.equal(
      level.lots,
      orders.reduce((sum, { lots }) => sum + lots, 0),
    );
    return orders;
  });
}

test('whatever is ordered, the book is sorted and never crossed, levels are the sum of their orders, and no lot is lost', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
      const { book, fills, shown } = createBook();
      const placed: RestingOrder[] = [];
      let ordered = 0;
      let gone = 0;
      commands.forEach(({ isBid, ticks, lots, shownLots, isImmediate, cancels }, owner) => {
        const victim = cancels === undefined ? undefined : placed[cancels % placed.length];
        if (victim) {
          const left = victim.lots + victim.hiddenLots;
          if (book.cancel(victim)) gone += left;
        } else {
          const filledBefore = fills.reduce((sum, fill) => sum + fill.lots, 0);
          const wish = { owner, isBid, ticks, lots, isImmediate };
          const order = book.place(shownLots === undefined ? wish : { ...wish, shownLots });
          ordered += lots;
          const filled = fills.reduce((sum, fill) => sum + fill.lots, 0) - filledBefore;
          if (order) placed.push(order);
          else gone += lots - filled;
          for (const fill of fills.slice(-1))
            if (fill.taker === owner) assert.ok(isBid ? fill.ticks <= ticks : fill.ticks >= ticks);
        }
        const bid = book.bids.best()?.ticks ?? Number.NEGATIVE_INFINITY;
        const ask = book.asks.best()?.ticks ?? Number.POSITIVE_INFINITY;
        assert.ok(bid < ask, `${bid} is not below ${ask}`);
      });
      const resting = [book.bids, book.asks].flatMap(ordersOf);
      const rests = resting.reduce((sum, order) => sum + order.lots + order.hiddenLots, 0);
      // every lot that traded was ordered twice: by its maker and by its taker
      const traded = fills.reduce((sum, { lots }) => sum + lots, 0);
      assert.equal(ordered, rests + gone + 2 * traded);
      for (const [side, seen] of [
        [book.bids, shown.bids],
        [book.asks, shown.asks],
      ] as const) {
        const ticks = side.levels.map((level) => level.ticks);
        assert.deepEqual(
          ticks,
          ticks.toSorted((a, b) => (side.isBid ? a - b : b - a)),
        );
        assert.deepEqual(
          new Map(side.levels.map((level) => [level.ticks, level.lots])),
          new Map([...seen].sort(([a], [b]) => (side.isBid ? a - b : b - a))),
        );
      }
    }),
  );
});
