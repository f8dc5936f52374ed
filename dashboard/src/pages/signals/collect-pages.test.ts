import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectPages } from './collect-pages.ts';

const history = Array.from({ length: 2500 }, (_, i) => ({
  id: `s${i}`,
  eventMs: 10_000 - Math.floor(i / 3),
}));

const readHistory = async (beforeMs: number | undefined, limit: number) =>
  history.filter(({ eventMs }) => beforeMs === undefined || eventMs < beforeMs).slice(0, limit);

test('every row comes once and in order, also those that share their moment with a page’s end', async () => {
  const counts: number[] = [];
  const rows = await collectPages({
    read: readHistory,
    told: (count) => counts.push(count),
    isCancelled: () => false,
  });
  assert.deepEqual(
    rows?.map(({ id }) => id),
    history.map(({ id }) => id),
  );
  assert.deepEqual([counts.length, counts.at(-1)], [3, 2500]);
});

test('what is called off ends with the page that was on its way', async () => {
  let pages = 0;
  const rows = await collectPages({
    read: (beforeMs, limit) => {
      pages += 1;
      return readHistory(beforeMs, limit);
    },
    told: () => {},
    isCancelled: () => pages === 2,
  });
  assert.deepEqual([rows, pages], [undefined, 2]);
});

test('a page that brings nothing new is the last', async () => {
  const page = history.slice(0, 1000).map((row) => ({ ...row, eventMs: 7 }));
  const rows = await collectPages({ read: async () => page, told: () => {}, isCancelled: () => false });
  assert.equal(rows?.length, 1000);
});
