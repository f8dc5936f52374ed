import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CvdLine } from './cvd-line.ts';

const MINUTE_MS = 60_000;
const at = (minute: number) => minute * MINUTE_MS;

function open() {
  const changed: number[] = [];
  const line = new CvdLine((openMs) => changed.push(openMs / MINUTE_MS));
  return { line, changed };
}

test('an earlier line goes on as soon as every minute between is told, and what closed meanwhile moves to it', () => {
  const { line, changed } = open();
  line.begin(at(10) + 5000);
  line.resume({ lots: 100, endMs: at(8), sinceMs: at(1) });
  line.closed(at(10), 3);
  assert.deepEqual([line.at(at(10)), line.sinceMs], [3, at(10)]);
  line.told(at(8), 10);
  line.told(at(8), 10);
  line.told(at(10), -4);
  assert.deepEqual([line.offset, changed], [0, []]);
  line.told(at(9), 20);
  assert.deepEqual([line.offset, line.sinceMs, line.at(at(10))], [126, at(1), 129]);
  assert.deepEqual(changed, [10]);
  line.closed(at(11), 5);
  assert.equal(line.at(at(11)), 131);
});

test('without an earlier line it begins with its first minute, and what was missed is added where it was', () => {
  const { line, changed } = open();
  line.begin(at(10) + 5000);
  for (const [minute, lots] of [
    [10, 1],
    [11, 2],
    [12, 4],
  ] as const)
    line.closed(at(minute), lots);
  line.told(at(9), 50);
  line.told(at(10), 7);
  line.told(at(12), -10);
  assert.deepEqual([line.at(at(10)), line.at(at(11)), line.at(at(12))], [8, 9, 1]);
  assert.deepEqual([changed, line.offset, line.sinceMs], [[10, 11, 12, 12], -3, at(10)]);
});

test('a line that is later than this one, ended days ago, or was reset, is not taken up', () => {
  const { line } = open();
  line.begin(at(10));
  line.resume({ lots: 100, endMs: at(11), sinceMs: at(1) });
  line.told(at(10), 0);
  assert.equal(line.offset, 0);
  const late = open().line;
  late.begin(at(5000));
  late.resume({ lots: 100, endMs: at(10), sinceMs: at(1) });
  late.told(at(5000), 3);
  assert.equal(late.offset, 3);
  const second = open().line;
  second.begin(at(10));
  second.resume({ lots: 100, endMs: at(10), sinceMs: at(1) });
  second.reset(at(20));
  second.told(at(10), 5);
  second.told(at(21), 7);
  assert.deepEqual([second.offset, second.sinceMs], [7, at(20)]);
});
