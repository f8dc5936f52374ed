import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '../../../detectors/detector.ts';
import { detectors } from '../../../detectors/index.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { sayings, wordsOf } from './sayings.ts';
import { detectionOf } from './testing/made-by-hand.ts';

const says = (type: string, figures: Detection['figures'], more: Partial<Detection> = {}) =>
  sayings[type]?.(wordsOf(plainInstrument, detectionOf({ figures, ...more })));

test('every detector has its words', () => {
  assert.deepEqual(Object.keys(sayings).sort(), detectors.map(({ name }) => name).sort());
});

const told: readonly (readonly [type: string, Partial<Detection>, figures: Detection['figures'], string])[] =
  [
    [
      'absorption',
      { side: 'sell' },
      { aggressionLots: 1500, progressTicks: 0 },
      'buyers hit 100.00 with 1.5 AAA and did not move it: the ask took it all and stands',
    ],
    [
      'exhaustion',
      { variant: 'finished-auction' },
      { volumeLots: 2000 },
      'nobody traded against the last row at 100.00 after 2 AAA in the minute: sellers are done',
    ],
    [
      'exhaustion',
      { variant: 'flow', side: 'sell' },
      { legRatio: 0.523 },
      'a new high at 100.00 on 52 % of the aggression of the leg before: buyers are tiring',
    ],
    [
      'exhaustion',
      { variant: 'passive' },
      { depletion: 0.8, restedLots: 3000, executedLots: 2000 },
      '80 % of 3 AAA resting near 100.00 is gone, 2 AAA of it executed: the asks are used up',
    ],
    [
      'delta-divergence',
      { variant: 'bar', price: 9990 },
      { closeTicks: 9995, deltaLots: 700 },
      'the minute closed down at 99.95 although buyers were ahead by 0.7 AAA',
    ],
    [
      'delta-divergence',
      { variant: 'bar', side: 'sell', price: 10_010 },
      { closeTicks: 10_005, deltaLots: -700 },
      'the minute closed up at 100.05 although sellers were ahead by 0.7 AAA',
    ],
    [
      'delta-divergence',
      { variant: 'swing' },
      { cvdChangeLots: 900 },
      'a lower low at 100.00 while cumulative delta went the other way by 0.9 AAA',
    ],
    [
      'delta-confirmation',
      { side: 'sell' },
      { bars: 20, deltaLots: -400 },
      'price and cumulative delta both reached a new low of 20 minutes at 100.00, with 0.4 AAA more sold than bought',
    ],
    [
      'accumulation-distribution',
      {},
      { share: 0.651, boughtLots: 1000, soldLots: 3000, lowTicks: 9990, highTicks: 10_010 },
      'sellers made 65 % of 4 AAA traded, yet the price stays between 99.90 and 100.10, now 100.00: somebody accumulates',
    ],
    [
      'stacked-imbalance',
      {},
      { rows: 4, lowTicks: 9950, highTicks: 9989 },
      '4 rows in a stack from 99.50 to 99.89 where buyers were far ahead: a zone that should hold',
    ],
    [
      'support-resistance',
      { variant: 'rejection', side: 'sell' },
      { lowTicks: 9990, highTicks: 9995, touches: 4 },
      '99.90 to 99.95, touched 4 times, turned the price down again',
    ],
    [
      'support-resistance',
      { variant: 'role-flip' },
      { lowTicks: 9990, highTicks: 9995, touches: 4 },
      '99.90 to 99.95, touched 4 times, was closed through and is support now',
    ],
    [
      'breakout',
      { variant: 'range', side: 'sell' },
      { brokenTicks: 9990, closeTicks: 9980, volumeRatio: 1.52, deltaLots: -800 },
      'a minute closed below 99.90 at 99.80 on 1.5 times the usual volume, with 0.8 AAA more sold than bought',
    ],
    [
      'breakout',
      { variant: 'failed' },
      { brokenTicks: 9990, closeTicks: 9995 },
      'the break of 99.90 failed, price closed back at 99.95',
    ],
    [
      'iceberg',
      {},
      { executedLots: 9000, shownLots: 1000, refills: 5 },
      '9 AAA traded at 100.00, which never showed more than 1 AAA and was refilled 5 times: a hidden buyer',
    ],
    [
      'hidden-order',
      { side: 'sell' },
      { executedLots: 9000, visibleLots: 0 },
      '9 AAA traded at 100.00 where nothing was to be seen: a hidden seller',
    ],
    [
      'pulled-liquidity',
      { variant: 'rapid' },
      { wallLots: 30_000, durationMs: 100, cancelledShare: 0.97, levels: 1 },
      'a wall of 30 AAA on the ask side at 100.00 went within 100 ms, 97 % of it cancelled',
    ],
    [
      'pulled-liquidity',
      { variant: 'rapid', side: 'sell' },
      { wallLots: 30_000, durationMs: 0, cancelledShare: 1, levels: 1 },
      'a wall of 30 AAA on the bid side at 100.00 went at once, 100 % of it cancelled',
    ],
    [
      'pulled-liquidity',
      { variant: 'layering' },
      { wallLots: 30_000, durationMs: 1100, cancelledShare: 0.97, levels: 3 },
      '3 walls together of 30 AAA on the ask side from 100.00 on went within 1.1 s, 97 % of it cancelled',
    ],
    [
      'large-trade',
      { side: 'sell' },
      { sizeLots: 50_000, usualLots: 9000 },
      'one order sold 50 AAA down to 100.00, where 9 AAA is large already',
    ],
    [
      'order-flow-imbalance',
      {},
      { windowSeconds: 5, windowLots: 4000, z: 2.345 },
      'over 5 s the best bid gained on the ask by 4 AAA, 2.3 deviations from the usual',
    ],
  ];

for (const [type, more, figures, expected] of told)
  test(`${[type, more.variant, more.side].filter(Boolean).join(' ')} is told: ${expected.slice(0, 40)}…`, () => {
    assert.equal(says(type, figures, more), expected);
  });
