import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { openDoors } from '../../venues/binance/testing/doors-on-clock.ts';
import { createFeedReaders } from './feed-readers.ts';
import { FollowedFeed } from './followed-feed.ts';
import { Replays } from './replay.ts';

const timeout = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'zapflow-replays-'));
after(() => rmSync(folder, { recursive: true }));
const EVENTS = 1000;
const LEVELS = 20;
const ROOM = 5000;
const TURN_MS = 5;

const path = join(folder, 'hand.jsonl');
const snapshot = {
  ...{ lastUpdateId: 13, E: 1_700_000_000_000, T: 1_700_000_000_000 },
  ...{ bids: [['100.0', '1.000']], asks: [['200.0', '1.000']] },
};
const lines = Array.from({ length: EVENTS }, (_, i) => {
  const ms = 1_700_000_000_000 + i * 100;
  const b = Array.from({ length: LEVELS }, (_, k) => [`${100 - k}.0`, `${i + 1}.000`]);
  const ids = { U: i * 10 + 10, u: i * 10 + 15, pu: i * 10 + 5 };
  return `${ms}000000 ${JSON.stringify({ e: 'depthUpdate', E: ms, T: ms, s: 'BTCUSDT', ...ids, b, a: [] })}\n`;
});
const answer = `https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT -> 1700000000.0: ${JSON.stringify(snapshot)}\n`;
writeFileSync(path, [lines[0], answer, ...lines.slice(1)].join(''));

function open() {
  const clock = createManualClock();
  const readers = createFeedReaders(clock, ROOM);
  const written: { readonly kind: FeedRecord['kind']; readonly instrument: number; readonly id: number }[] =
    [];
  const places = new Map<number, FollowedFeed>();
  let next = 0;
  const follow = (instruments: readonly Instrument[]) =>
    instruments.map((instrument) => {
      const one = new FollowedFeed(instrument, next++);
      places.set(one.index, one);
      return one;
    });
  const replays = new Replays({
    clock,
    log: openDoors(clock, {}).log,
    readers,
    sink({ kind, instrument, id }) {
      written.push({ kind, instrument, id });
      readers.wrote();
    },
    follow,
    leave: ({ index }) => places.delete(index),
    onChange() {},
  });
  let read = 0;
  let farthest = 0;
  /** A reader takes so many records, and tells of each pulse. */
  const take = (count: number) => {
    farthest = Math.max(farthest, written.length - read);
    for (const end = Math.min(written.length, read + count); read < end; read++)
      if (written[read]!.kind === 'pulse') readers.reached(written[read]!.id);
  };
  /** Files are read in real time, between two turns of the clock. */
  const turn = async (count: number) => {
    take(count);
    await clock.advance(TURN_MS);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const ids = () => [...places.values()].map(({ instrument }) => instrument.id);
  return { clock, replays, written, turn, ids, places, farthest: () => farthest, read: () => read };
}

test('a replay at full speed stays within what the slowest reader has room for, and loses nothing', {
  timeout,
}, async () => {
  const { replays, written, turn, farthest, read } = open();
  await replays.start([path], 0);
  while (replays.state?.state === 'running') await turn(300);
  while (read() < written.length) await turn(ROOM);
  assert.deepEqual([replays.state?.state, replays.state?.messages], ['done', EVENTS + 1]);
  assert.equal(written.filter(({ kind }) => kind === 'depth').length, EVENTS + 1);
  // the records of the line that went over, and of the pulses
  assert.ok(farthest() > ROOM / 2 && farthest() < ROOM + 2 * LEVELS + 200, `${farthest()} behind`);
});

test('while a reader stands still the replay does too, for as long as it takes', { timeout }, async () => {
  const { replays, written, turn, clock } = open();
  await replays.start([path], 0);
  const events = () => written.filter(({ kind }) => kind !== 'pulse').length;
  while (events() < 3000) await turn(500);
  for (let i = 0; i < 100; i++) await turn(0);
  const before = [events(), written.length] as const;
  assert.ok(before[0] < EVENTS * LEVELS);
  await clock.advance(60_000);
  for (let i = 0; i < 20; i++) await turn(0);
  assert.equal(events(), before[0]);
  assert.ok(written.length - before[1] <= 61, 'nor does it fill the room with pulses');
  while (replays.state?.state === 'running') await turn(written.length);
  assert.equal(replays.state?.messages, EVENTS + 1);
});

test('the instruments of a replay are marked as such, stay when it ended, and go when another takes its place', {
  timeout,
}, async () => {
  const { replays, turn, ids, places } = open();
  const run = async () => {
    await replays.start([path], 0);
    while (replays.state?.state === 'running') await turn(100_000);
  };
  await run();
  assert.deepEqual(ids(), ['replay:usdm:BTCUSDT']);
  const [first] = places.values();
  const { origin, state } = first!.toState(0);
  assert.deepEqual([origin, state], ['replay', 'ended']);
  for (let i = 0; i < 3; i++) await run();
  assert.deepEqual(ids(), ['replay:usdm:BTCUSDT:4']);
  assert.deepEqual([...places.keys()], [3], 'a place in the feed is never given twice');
});
