import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSparkline } from './sparkline-path.ts';

const box = { width: 64, height: 20, least: 1 };

test('the newest value lies at the right edge and the highest at the top', () => {
  const { path, last } = toSparkline([0, 10], box);
  assert.deepEqual(last, { x: 61.5, y: 2.5 });
  assert.equal(path, 'M60.5 17.5L61.5 2.5');
});

test('a gap is a gap, and nothing at all is nothing', () => {
  assert.equal(toSparkline([1, null, 1], box).path, 'M59.5 2.5M61.5 2.5');
  assert.deepEqual(toSparkline([null], box), { path: '', area: '', last: undefined });
});

test('little noise stays low, and at most sixty points are drawn', () => {
  assert.equal(toSparkline([0.1], { ...box, least: 100 }).last?.y, 17.5);
  const { path } = toSparkline(
    Array.from({ length: 90 }, (_, i) => i),
    box,
  );
  assert.equal(path.split(/[ML]/).length - 1, 60);
  assert.ok(path.startsWith('M2.5 '));
});
