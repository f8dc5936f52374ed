import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine, toMs } from './line.ts';

const read = (text: string) => {
  const bytes = Buffer.from(text);
  return readLine(bytes, 0, bytes.length);
};

test('a time is in seconds, ms, µs or ns by its size', () => {
  for (const text of ['1723161255.030314', '1723161255030.314', '1723161255030314', '1723161255030314000'])
    assert.equal(toMs(text), 1723161255030.314, text);
  for (const text of ['', 'now', '-1', '1e9', '12345678901234567890', '1.2.3'])
    assert.ok(Number.isNaN(toMs(text)), text);
});

test('messages and answers are told apart, in the forms of all three recorders', () => {
  assert.deepEqual(read('1723161255030314667 {"e":1}'), {
    ...{ receivedMs: 1723161255030.3147, from: 20, url: undefined },
  });
  assert.deepEqual(read('1633998512.320639: {"e":1}'), {
    ...{ receivedMs: 1633998512320.639, from: 19, url: undefined },
  });
  const url = 'https://api.binance.com/api/v3/depth?symbol=NKNUSDT&limit=1000';
  assert.deepEqual(read(`${url} -> 1633998512.320639: {"lastUpdateId":1}`), {
    ...{ receivedMs: 1633998512320.639, from: url.length + 23, url },
  });
});

test('what is neither is no line', () => {
  for (const text of ['', 'a heading', '17 without an object', 'x {"e":1}', '{"e":1}', 'url -> soon: {}'])
    assert.equal(read(text), undefined, text);
});
