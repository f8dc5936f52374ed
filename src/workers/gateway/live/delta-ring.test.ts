import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeltaRing } from './delta-ring.ts';

test('the last are found by their number, and nothing else', () => {
  const ring = new DeltaRing(3, 1000);
  assert.deepEqual(
    [ring.firstSeq, ring.lastSeq, ring.newest, ring.at(0), ring.at(1)],
    [1, 0, undefined, undefined, undefined],
  );
  for (let seq = 1; seq <= 5; seq++) ring.push({ seq, data: seq, frame: Buffer.alloc(10) });
  assert.deepEqual([ring.firstSeq, ring.lastSeq, ring.newest?.data], [3, 5, 5]);
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map((seq) => ring.at(seq)?.data),
    [undefined, undefined, 3, 4, 5, undefined, undefined],
  );
});

test('one that is larger than all may be together is kept alone', () => {
  const ring = new DeltaRing(10, 100);
  for (const [seq, bytes] of [
    [1, 40],
    [2, 40],
    [3, 40],
    [4, 500],
    [5, 10],
  ] as const) {
    ring.push({ seq, data: seq, frame: Buffer.alloc(bytes) });
    assert.equal(ring.firstSeq, [1, 1, 2, 4, 5][seq - 1]);
  }
});

test('after it was cleared one number is left out, and only what follows can be had', () => {
  const ring = new DeltaRing(3, 1000);
  const push = (seq: number) => ring.push({ seq, data: seq, frame: Buffer.alloc(400) });
  push(1);
  push(2);
  ring.clear();
  assert.deepEqual([ring.firstSeq, ring.lastSeq, ring.newest], [4, 3, undefined]);
  ring.clear();
  push(5);
  push(6);
  assert.deepEqual([ring.firstSeq, ring.at(4), ring.at(5)?.data, ring.newest?.data], [5, undefined, 5, 6]);
});
