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
    recordFlow: async ({ anomalies = [] }: { anomalies?: unknown[] }) => {
      if (storage.isAway) throw new AppError('PEER_DIED_UNANSWERED');
      stored.push(...anomalies);
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
