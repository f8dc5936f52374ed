import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deltaOf, type FootprintBar, volumeOf } from '../footprint.ts';
import { type Trade, trades } from '../testing/arbitrary-flow.ts';
import { type BarRule, FootprintBuilder } from './footprint-builder.ts';

const rule: fc.Arbitrary<BarRule> = fc.oneof(
  fc.record({ by: fc.constant('time' as const), intervalMs: fc.constantFrom(1000, 60_000, 300_000) }),
  fc.record({ by: fc.constant('trades' as const), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ by: fc.constant('volume' as const), lots: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ by: fc.constant('range' as const), ticks: fc.integer({ min: 0, max: 60 }) }),
);

function build(by: BarRule, binTicks: number, all: readonly Trade[]): FootprintBar[] {
  const bars: FootprintBar[] = [];
  const builder = new FootprintBuilder(by, binTicks, (bar) => bars.push(bar));
  for (const { eventMs, aggressor, price, size } of all) builder.add(eventMs, aggressor, price, size);
  return builder.bar ? [...bars, builder.bar] : bars;
}

/** The same of one bar's trades, without any state. */
function plainBar(all: readonly Trade[], binTicks: number) {
  const of = (aggressor: string, among = all) =>
    among.filter((trade) => trade.aggressor === aggressor).reduce((sum, { size }) => sum + size, 0);
  const prices = all.map(({ price }) => price);
  const rowsOf = prices.map((price) => Math.floor(price / binTicks));
  const first = Math.min(...rowsOf);
  const deltas = [0, ...all.map((_, i) => of('buy', all.slice(0, i + 1)) - of('sell', all.slice(0, i + 1)))];
  return {
    lastMs: all.at(-1)!.eventMs,
    open: prices[0],
    high: Math.max(...prices),
    low: Math.min(...prices),
    close: prices.at(-1),
    trades: all.length,
    ask: of('buy'),
    bid: of('sell'),
    deltaMin: Math.min(...deltas),
    deltaMax: Math.max(...deltas),
    rows: Array.from({ length: Math.max(...rowsOf) - first + 1 }, (_, i) => {
      const inRow = all.filter(({ price }) => Math.floor(price / binTicks) === first + i);
      return { row: first + i, ask: of('buy', inRow), bid: of('sell', inRow) };
    }),
  };
}

const seenOf = ({
  openMs,
  binTicks,
  lastMs,
  open,
  high,
  low,
  close,
  trades,
  ask,
  bid,
  deltaMin,
  deltaMax,
  rows,
}: FootprintBar) => ({
  bar: { lastMs, open, high, low, close, trades, ask, bid, deltaMin, deltaMax, rows },
  openMs,
  binTicks,
});

test('every bar is what its trades alone would make, and no trade is lost, doubled or split', () => {
  fc.assert(
    fc.property(rule, fc.integer({ min: 1, max: 25 }), trades(), (by, binTicks, all) => {
      const left = [...all];
      for (const bar of build(by, binTicks, all)) {
        const own = left.splice(0, bar.trades);
        assert.deepEqual(seenOf(bar).bar, plainBar(own, binTicks));
      }
      assert.equal(left.length, 0);
    }),
  );
});

test('bars end where their rule says', () => {
  fc.assert(
    fc.property(rule, trades(), (by, all) => {
      const bars = build(by, 10, all);
      bars.forEach((bar, index) => {
        const next = bars[index + 1];
        const last = all[bars.slice(0, index + 1).reduce((sum, { trades: count }) => sum + count, 0) - 1]!;
        if (by.by === 'time') {
          assert.equal(bar.openMs % by.intervalMs, 0);
          assert.ok(bar.lastMs < bar.openMs + by.intervalMs);
          if (next) assert.ok(next.openMs > bar.openMs);
        } else if (by.by === 'trades') {
          assert.ok(next ? bar.trades === by.count : bar.trades <= by.count);
        } else if (by.by === 'volume') {
          assert.ok(volumeOf(bar) - last.size < by.lots);
          if (next) assert.ok(volumeOf(bar) >= by.lots);
        } else {
          assert.ok(bar.high - bar.low <= by.ticks);
          if (next) assert.ok(Math.max(bar.high, next.open) - Math.min(bar.low, next.open) > by.ticks);
        }
      });
    }),
  );
});

test('a closed bar stays as it was, and its rows are made once', () => {
  const bars: FootprintBar[] = [];
  const builder = new FootprintBuilder({ by: 'trades', count: 2 }, 10, (bar) => bars.push(bar));
  builder.add(1, 'buy', 100, 5);
  builder.add(2, 'sell', 130, 2);
  const rows = bars[0]!.rows;
  builder.add(3, 'buy', 100, 9);
  assert.equal(bars[0]!.rows, rows);
  assert.deepEqual([deltaOf(bars[0]!), rows.length], [3, 4]);
});

test('time alone ends a bar of time, and a trade that comes late counts in the bar that is open', () => {
  const bars: FootprintBar[] = [];
  const builder = new FootprintBuilder({ by: 'time', intervalMs: 1000 }, 10, (bar) => bars.push(bar));
  builder.add(500, 'buy', 100, 1);
  builder.advance(999);
  assert.equal(bars.length, 0);
  builder.advance(1000);
  assert.deepEqual([bars.length, builder.bar], [1, undefined]);
  builder.add(990, 'buy', 100, 1);
  assert.deepEqual([builder.bar?.openMs, builder.bar?.lastMs], [1000, 1000]);
});

test('a trade of long before adds to the volume of the open bar or of the next, and moves no price', () => {
  const bars: FootprintBar[] = [];
  const builder = new FootprintBuilder({ by: 'time', intervalMs: 1000 }, 10, (bar) => bars.push(bar));
  builder.addLate('sell', 50, 3);
  assert.equal(builder.bar, undefined);
  builder.add(1500, 'buy', 100, 1);
  builder.addLate('buy', 200, 4);
  builder.advance(2000);
  const { open, high, low, close, lastMs, ask, bid, trades, rows } = bars[0]!;
  assert.deepEqual([open, high, low, close, lastMs], [100, 100, 100, 100, 1500]);
  assert.deepEqual([ask, bid, trades, rows[0], rows.at(-1)?.ask], [5, 3, 3, { row: 5, ask: 0, bid: 3 }, 4]);
});

test('one absurd price takes no more than a million rows', () => {
  const [bar] = build({ by: 'trades', count: 9 }, 1, [
    { eventMs: 1, aggressor: 'buy', price: 100, size: 1 },
    { eventMs: 2, aggressor: 'buy', price: 5e9, size: 2 },
    { eventMs: 3, aggressor: 'sell', price: 99, size: 4 },
  ]);
  assert.deepEqual([bar!.high, bar!.ask, bar!.bid], [5e9, 3, 4]);
  assert.equal(bar!.rows.length, 2 ** 20);
  assert.deepEqual(bar!.rows.at(-1), { row: 100 + 2 ** 20 - 1, ask: 2, bid: 0 });
});
