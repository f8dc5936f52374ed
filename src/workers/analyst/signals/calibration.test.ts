import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCalibration, type StepOutcomes } from './calibration.ts';

test('below a hundred outcomes of the type and step the confidence is the score', () => {
  const calibration = createCalibration([{ type: 'iceberg', step: 5, count: 99, hits: 99 }]);
  assert.deepEqual(calibration.confidenceOf('iceberg', 0.55), { confidence: 0.55, isCalibrated: false });
  calibration.add('iceberg', 0.59, false);
  assert.deepEqual(calibration.confidenceOf('iceberg', 0.55), {
    confidence: 100 / 102,
    isCalibrated: true,
  });
  for (const [type, score] of [
    ['iceberg', 0.6],
    ['iceberg', 0.49],
    ['absorption', 0.55],
  ] as const)
    assert.deepEqual(calibration.confidenceOf(type, score), { confidence: score, isCalibrated: false });
});

test('steps that contradict the order are pooled, by how much is known of each', () => {
  const calibration = createCalibration([
    { type: 'x', step: 3, count: 198, hits: 149 },
    { type: 'x', step: 4, count: 98 + 200, hits: 0 },
    { type: 'x', step: 8, count: 998, hits: 899 },
  ]);
  const pooled = { confidence: (150 + 1) / 500, isCalibrated: true };
  assert.deepEqual(calibration.confidenceOf('x', 0.3), pooled);
  assert.deepEqual(calibration.confidenceOf('x', 0.45), pooled);
  assert.deepEqual(calibration.confidenceOf('x', 0.85), { confidence: 0.9, isCalibrated: true });
});

const outcomes = fc
  .array(
    fc.record({ step: fc.nat(9), count: fc.nat(400), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    {
      maxLength: 12,
    },
  )
  .map((all) =>
    all.map(({ step, count, share }): StepOutcomes => {
      return { type: 'x', step, count, hits: Math.round(count * share) };
    }),
  );

test('calibrated confidence lies within 0 and 1, never falls with the score, and does not hang on the order', () => {
  fc.assert(
    fc.property(outcomes, (known) => {
      const [calibration, reversed] = [createCalibration(known), createCalibration(known.toReversed())];
      let last = 0;
      for (let score = 0.05; score < 1; score += 0.1) {
        const { confidence, isCalibrated } = calibration.confidenceOf('x', score);
        assert.deepEqual(reversed.confidenceOf('x', score), { confidence, isCalibrated });
        if (!isCalibrated) continue;
        assert.ok(confidence >= last - 1e-12 && confidence > 0 && confidence < 1);
        last = confidence;
      }
    }),
  );
});
