import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record, startMs } from '../testing/records.ts';
import { clockSkew } from './clock-skew.ts';
import { toWords, watch } from './testing/watch.ts';

const clock = (second: number, aheadMs: number, uncertainMs = 0) =>
  record('clock', startMs + second * 1000, uncertainMs, aheadMs);
const find = (...told: ReturnType<typeof clock>[]) => toWords(watch(clockSkew, told));

test('clocks that differ by little are none', () => {
  assert.deepEqual(find(clock(0, 499), clock(1, -499)), []);
});

test('it is told by how much they differ, whichever is ahead', () => {
  assert.deepEqual(find(clock(0, 500)), ['low none 0']);
  assert.deepEqual(find(clock(0, -1300)), ['medium none 0']);
  assert.deepEqual(find(clock(0, 10_000)), ['high none 0']);
  assert.deepEqual(find(clock(0, -10_000)), ['high none 0']);
});

test('what is uncertain does not count', () => {
  assert.deepEqual(find(clock(0, 1300, 900)), []);
  assert.deepEqual(find(clock(0, 1300, 800)), ['low none 0']);
});

test('a difference that stays is told once, one that grows again', () => {
  const told = [0, 300, 600, 900].map((second) => clock(second, 1300));
  assert.deepEqual(find(...told), ['medium none 0']);
  assert.deepEqual(find(...told, clock(1000, 6000)), ['medium none 0', 'high none 1000']);
});

test('a clock told without a time of its own has that of the newest record, and its episode ends', () => {
  const at = (second: number) => record('mark', startMs + second * 1000);
  const untimed = (second: number) => ({ ...clock(second, 1300), eventMs: 0 });
  assert.deepEqual(find(at(0), untimed(1), at(300), untimed(301), at(900), untimed(901)), [
    'medium none 0',
    'medium none 900',
  ]);
  assert.deepEqual(find(untimed(5)), ['medium none 5']);
});
