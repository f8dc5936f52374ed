// The local book against a venue that knows the truth, over any order of events, losses, doubles, snapshots and broken connections.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../../../domain/market/feed-record.ts';
import { createRecordWriter } from '../../../domain/market/record-writer.ts';
import { BookFeed } from './book-feed.ts';
import type { DepthEvent } from './diff-buffer.ts';
import { TrueBook } from './testing/true-book.ts';

const commands = ['event', 'event', 'event', 'event', 'drop', 'repeat', 'late', 'old snapshot'] as const;
const all = [...commands, 'snapshot', 'snapshot within', 'disconnect', 'lose', 'resend'] as const;

for (const isSpot of [true, false])
  test(`whatever happens to a ${isSpot ? 'spot' : 'futures'} stream, a published book is the venue's book, and a known one comes back`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...all), { maxLength: 60 }),
        fc.infiniteStream(fc.nat(999)),
        (chosen, draws) => run(isSpot, chosen, (below) => draws.next().value % below),
      ),
      { seed: 11, numRuns: 500 },
    );
  });

function run(
  isSpot: boolean,
  chosen: readonly (typeof all)[number][],
  draw: (below: number) => number,
): void {
  const venue = new TrueBook(isSpot, draw);
  /** What a reader of the records has. */
  const read = new Map<number, number>();
  let isRead = false;
  const sink = ({ kind, price, size, id }: Readonly<FeedRecord>) => {
    if (kind === 'snapshot') read.clear();
    else if (kind === 'gap') isRead = false;
    else if (size === 0 && kind !== 'depth') read.delete(price);
    else if (kind === 'bid' || kind === 'ask') read.set(price, size);
    if (kind !== 'depth') return;
    isRead = true;
    assert.equal(id, feed.lastId);
    assert.deepEqual(new Map([...read].sort()), new Map([...venue.at(id)].sort()));
  };
  let asked = 0;
  const feed = new BookFeed({ write: createRecordWriter(0, sink), onNeedSnapshot: () => asked++ });
  const sent: DepthEvent[] = [];
  let held: DepthEvent | undefined;
  const send = (event: DepthEvent) => {
    sent.push(event);
    feed.onDepth(event);
  };
  for (const command of chosen) {
    if (command === 'event') send(venue.next());
    else if (command === 'drop') venue.next();
    else if (command === 'repeat' && sent.length > 0) feed.onDepth(sent[draw(sent.length)]!);
    else if (command === 'late') {
      const waited = held;
      held = venue.next();
      if (waited) feed.onDepth(waited);
    } else if (command === 'snapshot') feed.onSnapshot(venue.snapshot(venue.lastId));
    else if (command === 'old snapshot') feed.onSnapshot(venue.snapshot(draw(venue.lastId + 1)));
    else if (command === 'snapshot within')
      feed.onSnapshot(venue.snapshot(Math.max(0, venue.lastId - draw(3))));
    else if (command === 'disconnect') feed.disconnect();
    else if (command === 'lose') feed.lose('malformed');
    else if (command === 'resend') feed.resend();
    assert.equal(feed.isLive && !isRead, false, 'a live book was published');
  }
  // The stream is whole from here on, and each snapshot asked for comes.
  for (let events = 0; events < 4; events++) {
    send(venue.next());
    feed.onSnapshot(venue.snapshot(venue.lastId));
  }
  assert.ok(feed.isLive || asked > 0);
  send(venue.next());
  assert.ok(feed.isLive, 'it came back');
  assert.equal(feed.lastId, venue.lastId);
}
