// What every detector must hold, whatever its pattern.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { detectors } from './index.ts';
import { randomWalk } from './testing/random-walk.ts';
import { calm, calmBid, firstMinutes, inject, mirror, record, startMs } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';
import { warmUpMs } from './warm-up.ts';

/** Tells of every push that is stronger than most: what other detectors must beat, no pattern that a calm market lacks. */
const baseline = 'order-flow-imbalance';
const sum = 2 * calmBid + 1;
/** A market of forty minutes, so that bars turn; walks of few steps would show the bars' detectors nothing. */
const walk = (seed: number) => randomWalk(seed, 4800);
const seeds = fc.integer({ min: 1, max: 1_000_000 });
/** Always the same walks: of rows with equal volumes the lower one is the point of control, which no mirror keeps. */
const cases = { numRuns: 6, seed: 5 };
/** Zones are a share of the price wide: with this one they are as many ticks wide on both sides of the mirror. */
const evenZones = { clusterShare: 0.000505 };

/** Detections of the same moment in an order that does not depend on which side is looked at first. */
function inOrder(found: readonly object[]): object[] {
  return found
    .map((each) => ({ each, key: JSON.stringify(each, Object.keys(each).sort()) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ each }) => each);
}

for (const detector of detectors) {
  const { name } = detector;

  test(`${name} names and describes itself and every setting`, () => {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.match(detector.summary, /^[A-Z].*\.$/);
    assert.doesNotThrow(() => detector.settings.parse({}), 'every setting has a default');
    for (const [key, setting] of Object.entries(detector.settings.shape))
      assert.ok(setting.description, `${key} has no description`);
    assert.throws(() => detector.settings.parse({ noSuchSetting: 1 }));
  });

  test(`${name} finds the same twice`, () => {
    const records = walk(7);
    assert.deepEqual(detect(detector, records), detect(detector, records));
  });

  test(`${name} finds the mirrored patterns in a mirrored market`, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const records = walk(seed);
        const settings = 'clusterShare' in detector.settings.shape ? evenZones : {};
        const found = mirrorDetections(detect(detector, records, settings), sum);
        assert.deepEqual(inOrder(bare(detect(detector, mirror(records), settings))), inOrder(found));
      }),
      cases,
    );
  });

  test(`${name} tells sound detections`, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const records = walk(seed);
        const found = detect(detector, records);
        const last = records.at(-1)!.eventMs;
        for (const each of found) {
          assert.ok(each.strength >= 0 && each.strength <= 1, `strength ${each.strength}`);
          assert.ok(each.eventMs >= startMs && each.eventMs <= last);
          assert.ok(Number.isSafeInteger(each.price), `price ${each.price}`);
          if (each.invalidation !== undefined) assert.ok(Number.isSafeInteger(each.invalidation));
          if (each.trades) assert.ok(each.trades.from <= each.trades.to);
          for (const [key, figure] of Object.entries(each.figures))
            assert.ok(typeof figure === 'string' || Number.isFinite(figure), `${key} is ${figure}`);
        }
      }),
      cases,
    );
  });

  test(`${name} says nothing in a calm market, nor before there is enough to look back on`, () => {
    if (name !== baseline) assert.deepEqual(detect(detector, calm({ seconds: 400 })), []);
    const early = walk(3).filter(({ eventMs }) => eventMs < startMs + warmUpMs - 1000);
    assert.deepEqual(detect(detector, early), []);
  });

  test(`${name} says nothing in its first minute, wherever in a minute of the clock that begins`, () => {
    assert.match(detector.warmUp, /^[`a-z].*[^.]$/);
    for (let seed = 1; seed <= 10; seed++)
      for (const early of firstMinutes(randomWalk(seed, 1000, 100)))
        assert.deepEqual(detect(detector, early), [], `seed ${seed}`);
  });

  test(`${name} bears gaps, missed trades and a book that never comes`, () => {
    const records = walk(11);
    const gapMs = startMs + 100_000;
    detect(detector, inject(records, [record('gap', gapMs), record('missedTrades', gapMs, 0, 5, 9)]));
    const withoutBook = (each: FeedRecord) => each.kind === 'buy' || each.kind === 'sell';
    detect(detector, records.filter(withoutBook));
  });
}
