// What every anomaly must hold, whatever it watches for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomWalk } from '../testing/random-walk.ts';
import { firstMinutes, startMs, trade } from '../testing/records.ts';
import { anomalies } from './index.ts';
import { watch } from './testing/watch.ts';

/** Those that may speak at once. */
const comparesWithNothing = [
  'one-sided-book',
  'liquidation-cascade',
  'data-gap',
  'feed-silent',
  'clock-skew',
];

for (const anomaly of anomalies) {
  const { name, warmUp, summary } = anomaly;

  test(`${name} describes itself and says what it needs before it speaks`, () => {
    assert.match(summary, /^[A-Z].*\.$/);
    assert.match(warmUp, /^[`a-z].*[^.]$/);
    assert.equal(warmUp.startsWith('nothing, for'), comparesWithNothing.includes(name));
  });

  test(`${name} says nothing of a first minute in which a past would be needed`, () => {
    if (comparesWithNothing.includes(name)) return;
    for (let seed = 1; seed <= 10; seed++)
      for (const early of firstMinutes(randomWalk(seed, 1000, 100))) {
        const lastMs = early.at(-1)!.eventMs;
        // all that is left of the market in its last seconds: a crash in one direction, by an order far larger than any
        const crash = Array.from({ length: 40 }, (_, i) =>
          trade(lastMs + 1 + i * 20, 'sell', 90_000 - i * 50, 100_000),
        );
        const told = watch(anomaly, [...early, ...crash]);
        assert.deepEqual(told, [], `seed ${seed}, from ${(early[0]!.eventMs - startMs) / 1000} s`);
      }
  });
}
