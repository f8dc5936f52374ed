// Arbitrary feeds against a plain reckoning of the same: books as maps, sums over lists.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedKind, FeedRecord } from '../market/feed-record.ts';
import { createFlowState } from './flow-state.ts';
import type { FlowView } from './flow-view.ts';
import { plainInstrument, toRecord } from './testing/records.ts';

const price = fc.integer({ min: 95, max: 105 });
const size = fc.integer({ min: 0, max: 6 });
const of = (...kinds: FeedKind[]) => fc.record({ kind: fc.constantFrom(...kinds), price, size });
/** In any order, as no venue would send them: nothing of it may confuse the state. */
const step = fc.record({
  record: fc.oneof(
    { weight: 6, arbitrary: of('buy', 'sell').map((trade) => ({ ...trade, size: trade.size + 1 })) },
    { weight: 10, arbitrary: of('bid', 'ask') },
    { weight: 4, arbitrary: of('depth') },
    { weight: 2, arbitrary: of('bestBid', 'bestAsk') },
    { weight: 2, arbitrary: of('snapshot', 'gap', 'silent', 'mark') },
  ),
  pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: -3000, max: 900 }), fc.nat(70_000)),
});

const feed = fc.array(step, { maxLength: 150 }).map((steps) => {
  let newestMs = 86_390_000;
  return steps.map(({ record, pauseMs }): FeedRecord => {
    const eventMs = newestMs + pauseMs;
    newestMs = Math.max(newestMs, eventMs);
    return toRecord(record.kind, eventMs, record.price, record.size);
  });
});

class Plain {
  readonly bids = new Map<number, number>();
  readonly asks = new Map<number, number>();
  knows: 'nothing' | 'a part' | 'all' = 'nothing';
  changes: string[] = [];
  #changing: string[] = [];

  accept({ kind, price, size }: FeedRecord): void {
    if (kind === 'snapshot') {
      this.#forget('a part');
      this.bids.clear();
      this.asks.clear();
    } else if (kind === 'gap') this.#forget('nothing');
    else if (kind === 'bid' || kind === 'ask') this.#set(kind, price, size);
    else if (kind === 'depth' && this.knows !== 'nothing') {
      this.knows = 'all';
      this.changes = this.#changing;
      this.#changing = [];
    }
  }

  #forget(knows: 'nothing' | 'a part'): void {
    this.knows = knows;
    this.changes = [];
    this.#changing = [];
  }

  #set(side: 'bid' | 'ask', price: number, size: number): void {
    if (this.knows === 'nothing') return;
    const levels = side === 'bid' ? this.bids : this.asks;
    const before = levels.get(price) ?? 0;
    if (size === 0) levels.delete(price);
    else levels.set(price, size);
    if (this.knows === 'all' && before !== size) this.#changing.push(`${side} ${price} ${before} ${size}`);
  }
}

const changesOf = ({ changes: { count, sides, prices, before, after } }: FlowView) =>
  Array.from(
    { length: count },
    (_, i) => `${sides[i] === 1 ? 'bid' : 'ask'} ${prices[i]} ${before[i]} ${after[i]}`,
  );

const inOrder = (levels: Iterable<readonly [number, number]>) => [...levels].sort(([a], [b]) => a - b);

test('the book, its changes and whether it is known are those of plain maps at each depth event', () => {
  fc.assert(
    fc.property(feed, (records) => {
      const plain = new Plain();
      let depths = 0;
      const { accept, view } = createFlowState(plainInstrument, { onDepth: () => depths++ });
      for (const record of records) {
        const told = depths;
        plain.accept(record);
        accept(record);
        assert.equal(view.isBookKnown, plain.knows === 'all');
        if (record.kind !== 'depth') continue;
        assert.equal(depths - told, plain.knows === 'all' ? 1 : 0);
        assert.deepEqual(changesOf(view), plain.changes);
        assert.deepEqual(inOrder(view.book.bids.levels()), inOrder(plain.bids));
        assert.deepEqual(inOrder(view.book.asks.levels()), inOrder(plain.asks));
      }
    }),
  );
});

test('time never goes back, every second is told once, and each trade is in one bar and, unless it is late, in one second', () => {
  fc.assert(
    fc.property(feed, (records) => {
      const times: number[] = [];
      const seconds: number[] = [];
      let [bought, sold, late, lateLots, inBars] = [0, 0, 0, 0, 0];
      const { accept, view } = createFlowState(plainInstrument, {
        onTrade: ({ aggressor, size: lots }, { nowMs }) => {
          times.push(nowMs);
          if (aggressor === 'buy') bought += lots;
          else sold += lots;
        },
        onLateTrade: ({ aggressor, size: lots, eventMs }, { nowMs }) => {
          assert.ok(eventMs < nowMs - 1000);
          late += aggressor === 'buy' ? lots : -lots;
          lateLots += lots;
        },
        onDepth: ({ nowMs }) => times.push(nowMs),
        onSecond: ({ nowMs, seconds: ended }) => {
          times.push(nowMs);
          seconds.push(nowMs);
          assert.equal(ended.startMs(0), nowMs - 1000);
        },
        onBar: ({ ask, bid, openMs, rows }, { nowMs }) => {
          times.push(nowMs);
          inBars += ask + bid;
          // with the first trade after it, or a second later
          assert.ok(nowMs >= openMs + 60_000 && nowMs <= openMs + 61_000);
          assert.equal(
            rows.reduce((sum, row) => sum + row.ask + row.bid, 0),
            ask + bid,
          );
        },
      });
      for (const record of records) {
        accept(record);
        times.push(view.nowMs);
      }
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
      assert.equal(view.nowMs, Math.max(0, ...records.map(({ eventMs }) => eventMs)));
      const wanted = Math.floor(view.nowMs / 1000) - Math.floor(view.startedMs / 1000);
      assert.deepEqual([seconds.length, new Set(seconds).size], [wanted, wanted]);
      assert.equal(view.cvd, bought - sold + late);
      // late trades may wait for a bar
      accept(toRecord('buy', view.nowMs, 100, 1));
      assert.equal(inBars + (view.bar ? view.bar.ask + view.bar.bid : 0), bought + sold + lateLots);

      const { length } = view.seconds;
      accept(toRecord('mark', view.nowMs + 1000));
      if (records.length === 0 || view.seconds.length >= 3600 || length >= 3600) return;
      const ages = Array.from({ length: view.seconds.length }, (_, age) => age);
      const sum = (of: 'buy' | 'sell') => ages.reduce((all, age) => all + view.seconds[of](age), 0);
      assert.deepEqual([sum('buy'), sum('sell')], [bought, sold]);
    }),
  );
});
