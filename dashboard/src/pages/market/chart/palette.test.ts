import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHex, toCutOffs, toPalette } from './palette.ts';

const ramp = ['#000000', '#646464', '#ffffff'].map(parseHex);
const redOf = (pixel: number | undefined): number => (pixel ?? 0) & 255;

test('the ramp runs between the cut-offs, and never darkens on the way up', () => {
  const palette = toPalette(ramp, 50, 150);
  assert.deepEqual(
    [50, 100, 150, 255].map((byte) => redOf(palette[byte])),
    [0, 100, 255, 255],
  );
  for (let byte = 2; byte < 256; byte++) assert.ok(redOf(palette[byte]) >= redOf(palette[byte - 1]));
});

test('nothing at all is not painted', () => {
  assert.equal(toPalette(ramp, 0, 255)[0], 0);
  assert.equal((toPalette(ramp, 0, 255)[1] ?? 0) >>> 24, 255);
});

test('cut-offs are shares of the cells that hold something', () => {
  const cells = Uint8Array.from([...new Array(900).fill(0), ...Array.from({ length: 100 }, (_, i) => i + 1)]);
  assert.deepEqual(toCutOffs(cells, 0.01, 0.99), { low: 1, high: 99 });
  assert.deepEqual(toCutOffs(cells, 0.5, 1), { low: 50, high: 100 });
  assert.deepEqual(toCutOffs(new Uint8Array(10), 0.01, 0.99), { low: 0, high: 255 });
});
