import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LadderBook } from './ladder-book.ts';

const view = (bids: [string, string][], asks: [string, string][], isKnown = true) => ({
  instrument: 'usdm:BTCUSDT',
  atMs: 1,
  id: 1,
  isKnown,
  bids,
  asks,
});

test('changes put, replace and take away levels; the best come first', () => {
  const book = new LadderBook(0.1);
  book.take(
    view(
      [
        ['100.0', '1'],
        ['99.9', '2'],
      ],
      [['100.1', '3']],
    ),
  );
  book.change(
    view(
      [
        ['99.9', '0'],
        ['99.8', '5'],
      ],
      [
        ['100.1', '4'],
        ['100.3', '1'],
      ],
    ),
  );
  assert.deepEqual(book.levels('bids', 9), [
    { ticks: 1000, size: 1 },
    { ticks: 998, size: 5 },
  ]);
  assert.deepEqual(book.levels('asks', 1), [{ ticks: 1001, size: 4 }]);
});

test('grouped levels are added up, and no side is shown better than it is', () => {
  const book = new LadderBook(0.1);
  book.take(
    view(
      [
        ['100.4', '1'],
        ['100.1', '2'],
      ],
      [
        ['100.6', '3'],
        ['100.9', '1'],
        ['101.2', '2'],
      ],
    ),
  );
  assert.deepEqual(book.levels('bids', 9, 10), [{ ticks: 1000, size: 3 }]);
  assert.deepEqual(book.levels('asks', 9, 10), [
    { ticks: 1010, size: 4 },
    { ticks: 1020, size: 2 },
  ]);
});

test('a snapshot forgets what was, and says whether the book is known', () => {
  const book = new LadderBook(1);
  book.take(view([['5', '1']], []));
  book.take(view([['4', '1']], [], false));
  assert.deepEqual([book.levels('bids', 9), book.isKnown], [[{ ticks: 4, size: 1 }], false]);
});

test('levels far from the touch do not gather', () => {
  const book = new LadderBook(1);
  book.take(
    view(
      Array.from({ length: 2000 }, (_, i) => [String(i + 1), '1']),
      [],
    ),
  );
  const levels = book.levels('bids', 5000);
  assert.equal(levels.length, 600);
  assert.equal(levels[0]?.ticks, 2000);
});
