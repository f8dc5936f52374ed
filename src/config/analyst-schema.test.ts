import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf, problemsOf } from './testing/sources.ts';

test('with nothing configured every detector runs with its defaults, and signals come twice a minute at most', () => {
  const { analyst } = configOf({});
  assert.deepEqual(analyst, {
    ...{ disabled: '', detectors: {}, leastStrength: {}, throttlesMs: {}, throttleMs: 30_000 },
    ...{ correlationMs: 300_000, maxConflict: 0.6, cvdReset: 'never' },
  });
});

test('single detectors are set by their names, from the file as from the environment', () => {
  const { analyst } = configOf({
    yaml: 'analyst:\n  detectors:\n    absorption.windowMs: 3000\n  leastStrength:\n    iceberg: 0.4\n',
    env: {
      ZAPFLOW_ANALYST_DETECTORS: 'delta-divergence.pivotBars=2,flash-crash.highZ=4.5',
      ZAPFLOW_ANALYST_THROTTLES_MS: 'breakout=60000',
      ZAPFLOW_ANALYST_DISABLED: 'hidden-order, clock-skew',
    },
  });
  assert.deepEqual(analyst.detectors, {
    'absorption.windowMs': 3000,
    'delta-divergence.pivotBars': 2,
    'flash-crash.highZ': 4.5,
  });
  assert.deepEqual(analyst.leastStrength, { iceberg: 0.4 });
  assert.deepEqual(analyst.throttlesMs, { breakout: 60_000 });
  assert.equal(analyst.disabled, 'hidden-order, clock-skew');
});

test('what is no name, no number or out of bounds is refused with its place', () => {
  const placesOf = (yaml: string) => problemsOf({ yaml }).map(({ path }) => path);
  assert.deepEqual(placesOf('analyst:\n  leastStrength:\n    iceberg: 1.5\n'), [
    'analyst.leastStrength.iceberg',
  ]);
  assert.deepEqual(placesOf('analyst:\n  detectors:\n    windowMs: 1\n'), ['analyst.detectors.windowMs']);
  assert.deepEqual(placesOf('analyst:\n  detectors:\n    iceberg.minRefills: three\n'), [
    'analyst.detectors.iceberg.minRefills',
  ]);
  assert.deepEqual(placesOf('analyst:\n  disabled: Iceberg\n'), ['analyst.disabled']);
});
