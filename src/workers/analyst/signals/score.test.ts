import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { conflictOf, priorityOf, scoreOf } from './score.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const weights = fc.array(share, { maxLength: 6 });

test('a score lies between 0 and 1, grows with strength and confirmations and falls with conflicts', () => {
  fc.assert(
    fc.property(share, share, weights, weights, share, (a, b, supporting, against, more) => {
      const score = scoreOf(a, supporting, against);
      const conflict = conflictOf(a, supporting, against);
      assert.ok(score >= 0 && score <= 1 && conflict >= 0 && conflict < 1);
      const stronger = scoreOf(Math.max(a, b), supporting, against);
      const confirmed = scoreOf(a, [...supporting, more], against);
      const contradicted = scoreOf(a, supporting, [...against, more]);
      const rounding = 1e-12;
      assert.ok(stronger >= score - rounding && confirmed >= score - rounding);
      assert.ok(contradicted <= score + rounding);
    }),
  );
});

test('the formula gives these figures', () => {
  const near = (value: number, expected: number) => assert.ok(Math.abs(value - expected) < 1e-12, `${value}`);
  near(scoreOf(0, [], []), 0.3);
  near(scoreOf(1, [], []), 0.7);
  near(scoreOf(0.5, [1], []), 0.65);
  near(conflictOf(1, [], [1]), 0.5);
  near(conflictOf(0.5, [1], [0.4]), 0.2);
  near(scoreOf(0.5, [1], [0.4]), 0.65 * 0.8);
});

test('priority follows the confidence', () => {
  assert.deepEqual([0.44, 0.45, 0.64, 0.65].map(priorityOf), ['low', 'normal', 'normal', 'high']);
});
