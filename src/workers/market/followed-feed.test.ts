import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toParts } from '../../domain/market/feed-part.ts';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { createRecordWriter } from '../../domain/market/record-writer.ts';
import { SymbolFeed } from '../../venues/binance/feed/symbol-feed.ts';
import type { Silence } from '../../venues/venue.ts';
import { FollowedFeed } from './followed-feed.ts';
import { bitcoin } from './testing/bitcoin.ts';

const STALE_MS = 60_000;
const silenceOf = (route: 'public' | 'market', seconds: number): Silence => {
  const parts = { public: ['book', 'touch'], market: ['trades', 'marks', 'liquidations'] } as const;
  return { route, parts: parts[route], forMs: seconds * 1000 };
};

function open() {
  const told: string[] = [];
  const sink = ({ kind, size, id, receivedMs }: Readonly<FeedRecord>) =>
    void told.push(kind === 'silent' ? `${kind} ${size} ${toParts(id).join(' ')}` : `${kind} ${receivedMs}`);
  const one = new FollowedFeed(bitcoin, 2);
  one.feed = new SymbolFeed({ index: 2, instrument: bitcoin, sink() {}, onNeedSnapshot() {} });
  one.write = createRecordWriter(2, sink);
  const tick = (nowMs: number, ...silences: Silence[]) => {
    told.length = 0;
    one.tick(nowMs, silences, STALE_MS);
    const { state, says } = one.toState(nowMs);
    return { told: [...told], state, says };
  };
  /** What it says of itself while its book is known. */
  const live = () => {
    Object.defineProperty(one.feed!.bookFeed, 'isLive', { value: true });
  };
  return { one, tick, live };
}

test('a route that is silent is told by what it carries, though the other speaks', () => {
  const { tick, live } = open();
  live();
  assert.deepEqual(tick(1000, silenceOf('market', 4)), { told: [], state: 'live', says: null });
  assert.deepEqual(tick(2000, silenceOf('market', 5)), {
    told: ['silent 5000 trades marks liquidations'],
    state: 'live',
    says: null,
  });
  assert.deepEqual(tick(12_000, silenceOf('market', 15)), {
    told: ['silent 15000 trades marks liquidations'],
    state: 'silent',
    says: 'No trades, mark prices and forced orders came for 15 s.',
  });
  assert.equal(tick(13_000).state, 'live', 'it speaks again');
});

test('when nothing comes by any route that is what is told', () => {
  const { tick, live } = open();
  live();
  const { state, says } = tick(1000, silenceOf('public', 20), silenceOf('market', 31));
  assert.deepEqual([state, says], ['silent', 'Nothing came for 20 s.']);
});

test('a route that is lost is told until it is back, whatever the other says meanwhile', () => {
  const { one, tick, live } = open();
  live();
  one.disconnected('market', ['trades', 'marks'], '1006');
  for (const kind of ['bid', 'depth', 'buy'] as const)
    one.note({ kind, instrument: 2, eventMs: 1, receivedMs: 1, price: 1, size: 1, id: 1 });
  assert.deepEqual(tick(9000, silenceOf('market', 8)), {
    told: ['silent 8000 trades marks liquidations'],
    state: 'disconnected',
    says: 'The connection of trades and mark prices was lost: 1006.',
  });
  one.connected('public');
  assert.equal(tick(10_000).state, 'disconnected');
  one.connected('market');
  assert.equal(tick(11_000).state, 'live');
});

test('while the book is not known the time is told each second, and of a lost connection no silence', () => {
  const { one, tick } = open();
  assert.deepEqual(tick(1000).told, ['pulse 1000']);
  one.disconnected('', ['book', 'touch', 'trades'], 'reset');
  const { told, says } = tick(31_000, { ...silenceOf('public', 30), route: '' });
  assert.deepEqual([told, says], [['pulse 31000'], 'The connection was lost: reset.']);
});

test('what was refused is said for a minute', () => {
  const { one, tick, live } = open();
  live();
  one.refused(1000);
  assert.equal(tick(2000).says, 'A message that cannot be true was left out.');
  one.refused(3000);
  assert.equal(tick(63_000).says, '2 messages that cannot be true were left out.');
  assert.equal(tick(63_001).says, null);
  assert.equal(one.isDoubtful(3000), false);
  for (let i = 0; i < 60; i++) one.refused(100_000 + i * 20_000);
  assert.equal(one.isDoubtful(1_280_000), false, 'three a minute');
  for (let i = 0; i < 10; i++) one.refused(3_000_000);
  assert.deepEqual([one.isDoubtful(3_000_000), one.isDoubtful(3_060_001)], [true, false]);
});
