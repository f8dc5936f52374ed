import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Trade, trades } from '../testing/arbitrary-flow.ts';
import { plainInstrument } from '../testing/records.ts';
import { type Sweep, type TapeSettings, TradeTape } from './trade-tape.ts';

function play(all: readonly Trade[], settings: Partial<TapeSettings> = {}) {
  const ended: Sweep[] = [];
  const tape = new TradeTape(plainInstrument, settings, (sweep) => ended.push(sweep));
  for (const [id, trade] of all.entries()) tape.add({ id, ...trade });
  tape.advance(Number.POSITIVE_INFINITY);
  return { tape, ended };
}

const buy = (eventMs: number, price: number, size: number): Trade => ({
  eventMs,
  aggressor: 'buy',
  price,
  size,
});

test('trades of one aggressor up to 50 ms apart are one sweep', () => {
  const { ended } = play([
    buy(0, 100, 2),
    buy(50, 101, 3),
    buy(100, 103, 1),
    buy(151, 103, 4),
    { ...buy(151, 102, 5), aggressor: 'sell' },
  ]);
  assert.deepEqual(
    ended.map(({ aggressor, firstId, lastId, lots }) => [aggressor, firstId, lastId, lots]),
    [
      ['buy', 0, 2, 6],
      ['buy', 3, 3, 4],
      ['sell', 4, 4, 5],
    ],
  );
  const { trades: count, startMs, lastMs, firstPrice, lastPrice } = ended[0]!;
  assert.deepEqual([count, startMs, lastMs, firstPrice, lastPrice], [3, 0, 100, 100, 103]);
});

test('every trade is in one sweep, sweeps do not mix aggressors, and pauses in them are short', () => {
  fc.assert(
    fc.property(trades(), (all) => {
      const { ended, tape } = play(all);
      assert.equal(
        ended.reduce((sum, sweep) => sum + sweep.trades, 0),
        all.length,
      );
      for (const { firstId, lastId, aggressor, lots } of ended) {
        const own = all.slice(firstId, lastId + 1);
        assert.ok(own.every((trade) => trade.aggressor === aggressor));
        assert.ok(own.every(({ eventMs }, i) => i === 0 || eventMs - own[i - 1]!.eventMs <= 50));
        assert.equal(
          lots,
          own.reduce((sum, { size }) => sum + size, 0),
        );
      }
      assert.deepEqual(
        tape.trades.newest(3),
        all
          .map((trade, id) => ({ id, ...trade }))
          .slice(-3)
          .reverse(),
      );
    }),
  );
});

test('a sweep is large from the usual quantile on, once enough is known of what is usual', () => {
  const usual = Array.from({ length: 200 }, (_, i) => buy(i * 100, 100, 1 + (i % 20)));
  const large = ({ ended }: ReturnType<typeof play>) => ended.filter(({ isLarge }) => isLarge).length;
  assert.equal(large(play([...usual.slice(0, 150), buy(30_000, 100, 500)])), 0);
  assert.equal(large(play([...usual, buy(30_000, 100, 500), buy(31_100, 100, 19)])), 1);
  // ten minutes later nothing is usual any more
  assert.equal(large(play([...usual, buy(700_000, 100, 500)])), 0);
});

test('a sweep worth the floor is large whatever is usual', () => {
  const { ended } = play([buy(0, 10_000, 2000), buy(1000, 10_000, 1999)], { floorNotional: 200 });
  assert.deepEqual(
    ended.map(({ isLarge }) => isLarge),
    [true, false],
  );
});

test('trades and sweeps are bounded: the oldest go', () => {
  const all = Array.from({ length: 500 }, (_, i) => buy(i * 100, 100, 1));
  const { tape } = play(all, { heldTrades: 16, heldSweeps: 10 });
  assert.deepEqual([tape.trades.length, tape.trades.newest(99).at(-1)?.id], [16, 484]);
  assert.deepEqual([tape.sweeps.length, tape.sweeps[0]?.firstId], [10, 490]);
});
