import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeedRecord, type GapReason, gapReasons } from '../../../domain/market/feed-record.ts';
import { createRecordWriter } from '../../../domain/market/record-writer.ts';
import { BookFeed } from './book-feed.ts';
import type { DepthEvent } from './diff-buffer.ts';

type Level = readonly [price: number, size: number];

function columns(bids: readonly Level[], asks: readonly Level[]) {
  const levels = [...bids, ...asks];
  return {
    count: levels.length,
    sides: Int8Array.from(levels, (_, at) => (at < bids.length ? 1 : -1)),
    prices: Float64Array.from(levels, ([price]) => price),
    sizes: Float64Array.from(levels, ([, size]) => size),
  };
}

function event(
  firstId: number,
  lastId: number,
  { previousId = Number.NaN, receivedMs = 0, bids = [[99, lastId]], asks = [] }: Partial<Shape> = {},
): DepthEvent {
  return { firstId, lastId, previousId, eventMs: 0, receivedMs, ...columns(bids, asks) };
}
type Shape = { previousId: number; receivedMs: number; bids: readonly Level[]; asks: readonly Level[] };

function snapshot(lastId: number, bids: readonly Level[] = [[99, 1]], asks: readonly Level[] = [[101, 1]]) {
  return { lastId, eventMs: 0, receivedMs: 0, ...columns(bids, asks) };
}

function open() {
  const asked: GapReason[] = [];
  const gaps: string[] = [];
  const books: number[] = [];
  const sink = ({ kind, size, id }: Readonly<FeedRecord>) => {
    if (kind === 'gap') gaps.push(gapReasons[size]!);
    if (kind === 'depth') books.push(id);
  };
  const feed = new BookFeed({
    write: createRecordWriter(0, sink),
    onNeedSnapshot: (reason) => asked.push(reason),
  });
  return { feed, asked, gaps, books };
}

/** Follows its stream from update 10 on. */
function openLive() {
  const opened = open();
  opened.feed.onDepth(event(9, 10));
  opened.feed.onSnapshot(snapshot(9));
  assert.ok(opened.feed.isLive);
  return opened;
}

test('the first event asks for a snapshot, once', () => {
  const { feed, asked } = open();
  feed.onDepth(event(5, 6));
  feed.onDepth(event(7, 8));
  assert.deepEqual(asked, ['start']);
});

test('a snapshot older than what was kept of the stream is passed over, and a newer one asked for', () => {
  const { feed, asked, books } = open();
  feed.onDepth(event(50, 51));
  feed.onSnapshot(snapshot(40));
  assert.deepEqual([asked, books], [['start', 'sequence'], []]);
  feed.onSnapshot(snapshot(50));
  assert.deepEqual([feed.isLive, books], [true, [50, 51]]);
});

test('a snapshot ahead of the stream waits for the event that reaches it', () => {
  const { feed } = open();
  feed.onDepth(event(5, 6));
  feed.onSnapshot(snapshot(9));
  feed.onDepth(event(7, 8));
  assert.equal(feed.isLive, false);
  feed.onDepth(event(9, 11));
  assert.deepEqual([feed.isLive, feed.lastId], [true, 11]);
});

test('a snapshot whose number the stream never reaches is given up', () => {
  const { feed, asked } = open();
  feed.onDepth(event(5, 6));
  feed.onSnapshot(snapshot(10 ** 12));
  feed.onDepth(event(7, 8, { receivedMs: 60_000 }));
  assert.deepEqual(asked, ['start']);
  feed.onDepth(event(9, 10, { receivedMs: 60_001 }));
  assert.deepEqual(asked, ['start', 'sequence']);
  feed.onSnapshot(snapshot(9));
  assert.ok(feed.isLive);
});

test('an event whose last number is far too high does not silence the stream', () => {
  const { feed, gaps } = openLive();
  feed.onDepth(event(11, 10 ** 12));
  feed.onDepth(event(13, 14));
  assert.deepEqual(gaps, ['sequence']);
  feed.onSnapshot(snapshot(14));
  feed.onDepth(event(15, 16));
  assert.deepEqual([feed.isLive, feed.duplicates], [true, 0]);
});

test('an event whose last number is far too high does not silence a stream that waits', () => {
  const { feed } = open();
  feed.onDepth(event(5, 10 ** 12));
  feed.onDepth(event(7, 8));
  feed.onDepth(event(9, 10));
  feed.onSnapshot(snapshot(8));
  assert.deepEqual([feed.isLive, feed.lastId], [true, 10]);
});

test('what came before is counted and passed over', () => {
  const { feed, gaps } = openLive();
  feed.onDepth(event(11, 12));
  for (const old of [event(11, 12), event(9, 10), event(1, 2)]) feed.onDepth(old);
  assert.deepEqual([feed.duplicates, gaps, feed.lastId], [3, [], 12]);
});

test('a hole is told at the next event, which waits for the snapshot', () => {
  const { feed, gaps, asked } = openLive();
  feed.onDepth(event(12, 13));
  assert.deepEqual([gaps, asked, feed.gaps], [['sequence'], ['start', 'sequence'], 1]);
  feed.onSnapshot(snapshot(12));
  assert.deepEqual([feed.isLive, feed.lastId], [true, 13]);
});

for (const [reason, levels] of [
  ['crossed', { bids: [[101, 5]] }],
  ['crossed', { asks: [[99, 5]] }],
  ['emptied', { bids: [[99, 0]] }],
] as const satisfies readonly (readonly [GapReason, Partial<Shape>])[])
  test(`an event that leaves a book ${reason} is not published: ${JSON.stringify(levels)}`, () => {
    const { feed, gaps, books } = openLive();
    feed.onDepth(event(11, 12, levels));
    assert.deepEqual([gaps, books.includes(12), feed.isLive], [[reason], false, false]);
  });

test('a snapshot that is crossed or empty is not published, and another is asked for', () => {
  const { feed, books, asked } = open();
  feed.onDepth(event(5, 6));
  feed.onSnapshot(snapshot(5, [[102, 1]]));
  feed.onSnapshot(snapshot(5, []));
  assert.deepEqual([books, asked], [[], ['start', 'crossed', 'emptied']]);
});

test('a ticker that shows another touch ends the book', () => {
  const { feed, gaps } = openLive();
  feed.onTicker(10, 99, 10, 101, 1);
  feed.onTicker(11, 99, 10, 101, 1);
  assert.deepEqual(gaps, []);
  feed.onDepth(event(11, 12));
  feed.onTicker(12, 99, 7, 101, 1);
  feed.onTicker(13, 99, 7, 101, 1);
  assert.deepEqual([gaps, feed.isLive], [['ticker-disagrees'], false]);
});

test('a lost connection is told once, and nothing is asked before the stream is back', () => {
  const { feed, gaps, asked } = openLive();
  feed.disconnect();
  feed.disconnect();
  assert.deepEqual([gaps, asked], [['disconnected'], ['start']]);
  feed.onDepth(event(31, 32));
  assert.deepEqual(asked, ['start', 'start']);
});

test('a book is sent again whole, and one that is not known is not', () => {
  const { feed, books } = openLive();
  feed.resend();
  assert.equal(books.at(-1), 10);
  feed.disconnect();
  const before = books.length;
  feed.resend();
  assert.equal(books.length, before);
});
