import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { cutOpenSignals } from './backfill.ts';

const PAGE = 3;
const START_MS = 1_700_000_000_000;

function open(eventMs: readonly number[]) {
  const clock = createManualClock(START_MS);
  const signals = eventMs.map((at, i) => ({ id: `s${i}`, eventMs: at, outcome: { signalId: `s${i}` } }));
  const ended = new Set<string>();
  const lines: string[] = [];
  const storage = {
    isAway: false,
    takes: true,
    pages: 0,
    openSignals: async () => {
      storage.pages++;
      if (storage.isAway) throw new AppError('PEER_DIED_UNANSWERED');
      return signals.filter(({ id }) => !ended.has(id)).slice(0, PAGE);
    },
    recordFlow: async ({ outcomes }: { outcomes: readonly { signalId: string; end: string }[] }) => {
      for (const { signalId, end } of outcomes) if (storage.takes && end === 'cut') ended.add(signalId);
    },
  };
  const log = { info: (text: string) => void lines.push(text) };
  const cut = () =>
    cutOpenSignals({ clients: { storage }, clock, log } as unknown as Parameters<typeof cutOpenSignals>[0]);
  return { clock, ended, lines, storage, cut };
}

const before = (count: number) => Array.from({ length: count }, (_, i) => START_MS - count + i);

test('the start waits for one page of open signals, the others end in the background', async () => {
  const { clock, ended, cut } = open(before(8));
  await cut();
  assert.equal(ended.size, PAGE);
  await clock.advance(1);
  assert.equal(ended.size, 8);
});

test('open signals end once storage is back, but not those that came since the start', async () => {
  const { clock, ended, lines, storage, cut } = open([...before(2), START_MS, START_MS + 5]);
  storage.isAway = true;
  await cut();
  await clock.advance(90_000);
  assert.deepEqual([ended.size, storage.pages, lines.length], [0, 4, 1]);
  storage.isAway = false;
  await clock.advance(90_000);
  assert.deepEqual([...ended], ['s0', 's1']);
  assert.equal(storage.pages, 6);
});

test('open signals that stay open although they were ended are not asked for again and again', async () => {
  const { clock, storage, cut } = open(before(8));
  storage.takes = false;
  await cut();
  await clock.advance(600_000);
  assert.equal(storage.pages, 2);
});

test('after a stop nothing is tried again', async () => {
  const { clock, storage, cut } = open(before(2));
  storage.isAway = true;
  const cutting = await cut();
  cutting.stop();
  await clock.advance(600_000);
  assert.equal(storage.pages, 1);
});
