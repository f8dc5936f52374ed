import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventTimes } from './event-times.ts';

test('a time of next year is refused, and the messages after it are not', () => {
  const times = new EventTimes();
  assert.equal(times.isSound(1_000_000, 999_000), true);
  assert.equal(times.isSound(9e15, 999_100), false);
  assert.equal(times.isSound(1, 999_150), false);
  assert.equal(times.isSound(1_000_200, 999_200), true);
  assert.equal(times.isSound(0, 999_300), true);
});

test('three in a row are believed: a clock was set', () => {
  const times = new EventTimes();
  assert.equal(times.isSound(1_000_000, 1_000_000), true);
  const answers = [1, 2, 3, 4].map((step) => times.isSound(1_000_000 + step, 8_000_000 + step));
  assert.deepEqual(answers, [false, false, true, true]);
});

test('a clock that runs a thousand times as fast is followed', () => {
  const times = new EventTimes();
  for (let step = 0; step < 1000; step++)
    assert.ok(times.isSound(1_000_000 + step * 20_000, 5000 + step * 20));
});
