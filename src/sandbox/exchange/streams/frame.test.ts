import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTextFrame } from './frame.ts';

test('a frame says how long its text is, in as many bytes as that takes', () => {
  for (const [length, head] of [
    [0, [0x81, 0]],
    [125, [0x81, 125]],
    [126, [0x81, 126, 0, 126]],
    [65_535, [0x81, 126, 255, 255]],
    [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ] as const) {
    const frame = toTextFrame('x'.repeat(length));
    assert.deepEqual([...frame.subarray(0, head.length)], [...head]);
    assert.equal(frame.length, head.length + length);
  }
  assert.equal(toTextFrame('é').toString('utf8', 2), 'é');
});
