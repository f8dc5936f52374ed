import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createHistory } from './history.ts';

function open() {
  const clock = createManualClock();
  const stored: unknown[] = [];
  const lines: string[] = [];
  const storage = {
    isAway: false,
    before: async (_entries: readonly unknown[]) => {},
    recordFlow: async (batch: Readonly<Record<string, readonly unknown[]>>) => {
      if (storage.isAway) throw new AppError('PEER_DIED_UNANSWERED');
      const entries = Object.values(batch).flat();
      await storage.before(entries);
      stored.push(...entries);
    },
  };
  const tell = (text: string) => void lines.push(text);
  const log = { debug: tell, info: tell, warn: tell, error: tell, fatal: tell, child: () => log };
  const history = createHistory({ clients: { storage }, clock, log } as unknown as Parameters<
    typeof createHistory
  >[0]);
  const add = (...ids: readonly number[]) => {
    for (const id of ids) history.add('anomalies', id as never);
  };
  return { clock, stored, lines, storage, history, add };
}

test('while storage is away for a while nothing is lost, and it is said once', async () => {
  const { clock, stored, lines, storage, history, add } = open();
  add(1, 2);
  await clock.advance(1000);
  storage.isAway = true;
  for (let id = 3; id <= 500; id++) {
    add(id);
    await clock.advance(100);
  }
  assert.deepEqual([stored.length, lines.length], [2, 1]);
  storage.isAway = false;
  await clock.advance(1000);
  assert.deepEqual(
    stored,
    Array.from({ length: 500 }, (_, at) => at + 1),
  );
  assert.equal(history.lost, 0);
});

test('a stop writes what is left', async () => {
  const { stored, history, add } = open();
  add(1, 2, 3);
  await history.stop();
  assert.deepEqual(stored, [1, 2, 3]);
});

test('when storage is away too long the oldest go, counted', async () => {
  const { clock, stored, storage, history, add } = open();
  storage.isAway = true;
  for (let id = 1; id <= 20_005; id++) add(id);
  assert.equal(history.lost, 5);
  storage.isAway = false;
  await clock.advance(1000);
  assert.deepEqual([stored.length, stored[0]], [20_000, 6]);
});

test('while a write is under way the oldest behind it go, counted, and what it holds is written once', async () => {
  const { clock, stored, storage, history, add } = open();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  storage.before = () => answered;
  for (let id = 1; id <= 150; id++) add(id);
  await clock.advance(1000);
  for (let id = 151; id <= 20_010; id++) add(id);
  assert.equal(history.lost, 10);
  answer();
  await history.stop();
  assert.deepEqual(stored.slice(98, 102), [99, 100, 111, 112]);
  assert.deepEqual([stored.length, new Set(stored).size, stored.at(-1)], [20_000, 20_000, 20_010]);
});

test('of a batch only the entries that storage refuses are given up, and that is said once for their kind', async () => {
  const { clock, stored, lines, storage, history, add } = open();
  storage.before = async (entries) => {
    if (entries.some((id) => id === 2 || id === 4)) throw new AppError('CALL_UNKNOWN');
  };
  history.add('signals', 'a' as never);
  add(1, 2, 3, 4, 5);
  history.add('bars', 'b' as never);
  await clock.advance(1000);
  assert.deepEqual(stored, ['a', 1, 3, 5, 'b']);
  assert.equal(history.lost, 2);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /2 of anomalies/);
});

test('storage that goes away while a refused batch is sifted gets the rest later', async () => {
  const { clock, stored, storage, history, add } = open();
  let calls = 0;
  storage.before = async (entries) => {
    calls++;
    if (entries.includes(1)) throw new AppError('CALL_UNKNOWN');
    if (calls === 3) throw new AppError('PEER_DIED_UNANSWERED');
  };
  add(1, 2, 3);
  await clock.advance(1000);
  assert.deepEqual([stored, history.lost], [[], 1]);
  await clock.advance(1000);
  assert.deepEqual([stored, history.lost], [[2, 3], 1]);
});
