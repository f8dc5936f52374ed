import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CandleSet, candleIntervals, DAY_MS, HOUR_MS } from './candle-set.ts';

const MINUTE_MS = 60_000;
/** A midnight. */
const T0 = 1_700_006_400_000;

test('prices of a minute make a candle, the next minute opens another, and the longer ones go on', () => {
  const set = new CandleSet();
  set.add(10n, T0, 500, 1);
  set.add(14n, T0 + 20_000, 100, 1);
  set.add(9n, T0 + 59_999, 0, 0);
  set.add(11n, T0 + MINUTE_MS, 300, 1);
  const [first, second] = set.of(MINUTE_MS);
  assert.deepEqual(first, {
    ...{ openMs: T0, open: 10n, high: 14n, low: 9n, close: 9n, volumeCents: 600, trades: 2 },
  });
  assert.equal(second?.open, 11n);
  const [hour] = set.of(HOUR_MS);
  assert.deepEqual([hour?.close, hour?.volumeCents, hour?.trades], [11n, 900, 3]);
});

test('what is taken to be written is taken once, and comes again when it changes or could not be written', () => {
  const set = new CandleSet();
  set.add(10n, T0, 0, 1);
  assert.equal(set.takeUnwritten().length, candleIntervals.length);
  assert.deepEqual(set.takeUnwritten(), []);
  set.add(11n, T0 + MINUTE_MS, 0, 1);
  const taken = set.takeUnwritten();
  assert.equal(taken.filter(({ intervalMs }) => intervalMs === MINUTE_MS).length, 2);
  set.putBack(taken);
  assert.equal(set.takeUnwritten().length, taken.length);
});

test('after a restart the open candle goes on with what an earlier life wrote of it', () => {
  const earlier = new CandleSet();
  earlier.add(10n, T0, 100, 1);
  earlier.add(12n, T0 + MINUTE_MS, 100, 1);
  const rows = earlier.of(MINUTE_MS);
  const set = new CandleSet();
  set.add(9n, T0 + MINUTE_MS + 30_000, 50, 1);
  set.adopt(MINUTE_MS, rows);
  assert.deepEqual(set.of(MINUTE_MS), [
    { openMs: T0 + MINUTE_MS, open: 12n, high: 12n, low: 9n, close: 9n, volumeCents: 150, trades: 2 },
  ]);
});

test('the price of an hour and of a day before is known as soon as the token is that old', () => {
  const set = new CandleSet();
  for (let ms = 0; ms < HOUR_MS; ms += MINUTE_MS) set.add(BigInt(100 + ms / MINUTE_MS), T0 + ms, 0, 1);
  assert.equal(set.before('hour', T0 + HOUR_MS - 2 * MINUTE_MS), null);
  assert.equal(set.before('hour', T0 + HOUR_MS), 100n);
  assert.equal(set.before('hour', T0 + HOUR_MS + 10 * MINUTE_MS), 110n);
  assert.equal(set.before('day', T0 + HOUR_MS), null);
  assert.equal(set.before('day', T0 + DAY_MS), 114n);
  // nothing was traded since: the last price stands
  assert.equal(set.before('hour', T0 + DAY_MS), 158n);
});

test('whatever comes when, no high is below a low, and volumes add up over minutes and days', () => {
  const update = fc.record({
    price: fc.bigInt({ min: 1n, max: 1000n }),
    afterMs: fc.integer({ min: 0, max: 200_000 }),
    cents: fc.integer({ min: 0, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.array(update, { minLength: 1, maxLength: 100 }), (updates) => {
      const set = new CandleSet();
      let atMs = T0;
      for (const { price, afterMs, cents } of updates) {
        atMs += afterMs;
        set.add(price, atMs, cents, 1);
      }
      const total = updates.reduce((sum, { cents }) => sum + cents, 0);
      for (const intervalMs of candleIntervals) {
        const candles = set.of(intervalMs);
        assert.equal(
          candles.reduce((sum, { volumeCents }) => sum + volumeCents, 0),
          total,
        );
        for (const { open, high, low, close } of candles)
          assert.ok(low <= open && low <= close && high >= open && high >= close);
      }
    }),
  );
});
