import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiffBuffer } from './diff-buffer.ts';

const columns = (count: number) => ({
  ...{ count, sides: new Int8Array(count), prices: new Float64Array(count), sizes: new Float64Array(count) },
});
const event = (lastId: number, count = 1) => ({
  ...{ firstId: lastId, lastId, previousId: Number.NaN, eventMs: 0, receivedMs: 0 },
  ...columns(count),
});

test('what is kept stays when the message it came in is used again', () => {
  const buffer = new DiffBuffer();
  const one = event(1);
  one.prices[0] = 5;
  buffer.add(one);
  one.prices[0] = 6;
  assert.equal(buffer.shift()!.prices[0], 5);
});

test('events come out in their order; the oldest go when there are more than six thousand', () => {
  const buffer = new DiffBuffer();
  for (let id = 1; id <= 6010; id++) buffer.add(event(id));
  assert.deepEqual([buffer.first!.lastId, buffer.last!.lastId], [11, 6010]);
});

test('the oldest go when there are more than half a million levels', () => {
  const buffer = new DiffBuffer();
  for (let id = 1; id <= 7; id++) buffer.add(event(id, 100_000));
  assert.equal(buffer.first!.lastId, 3);
  buffer.clear();
  buffer.add(event(8, 500_000));
  assert.equal(buffer.first!.lastId, 8, 'what was cleared counts no more');
});
