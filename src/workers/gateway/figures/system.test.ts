import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { toVerdict, watchSystem } from './system.ts';

function watch(clock = createManualClock()) {
  let asked = 0;
  let isAway = false;
  const parts = {
    clock,
    regions: [],
    settings: { mode: 'sandbox', version: '0', memoryLimitBytes: null },
    supervisor: {
      async status() {
        asked++;
        if (isAway) throw new Error('no answer');
        return [];
      },
    },
    health: async () => ({}),
    workerHealth: { judge: () => ({}) },
  };
  const system = watchSystem(parts as never);
  return {
    clock,
    system,
    asked: () => asked,
    setAway: (away: boolean) => {
      isAway = away;
    },
  };
}

test('many who ask at once, or shortly after each other, cost one look', async (t) => {
  const { clock, system, asked } = watch();
  t.after(() => system.stop());
  await Promise.all(Array.from({ length: 50 }, () => system.read()));
  await clock.advance(200);
  await system.read();
  assert.equal(asked(), 1);
  await clock.advance(100);
  await system.read();
  assert.equal(asked(), 2);
});

test('a look that failed is not told to the next', async (t) => {
  const { system, asked, setAway } = watch();
  t.after(() => system.stop());
  setAway(true);
  await assert.rejects(system.read());
  setAway(false);
  await system.read();
  assert.equal(asked(), 2);
});

const worker = (service: string, state = 'ready') => ({ service, state, restarts: 0 });

test('the verdict counts who is ready for work, and names who has nothing to do', () => {
  const healthy = { status: 'Healthy' as const };
  const parts = { storage: healthy, signer: { ...healthy, word: 'no keystore' } };
  assert.equal(
    toVerdict([worker('storage'), worker('signer')], parts),
    'Everything is well: 1 worker is ready; signer: no keystore.',
  );
  assert.equal(
    toVerdict([worker('storage', 'failed'), worker('signer')], parts),
    'storage is failed.',
    'what is idle is no news beside what is wrong',
  );
});

test('a worker whose work is done in a process of its own tells of that process', async (t) => {
  const parts = {
    clock: createManualClock(),
    regions: [],
    settings: { mode: 'sandbox', version: '0', memoryLimitBytes: null },
    supervisor: { status: async () => [worker('sandbox'), worker('signer')] },
    health: async () => ({}),
    workerHealth: {
      judge: () => ({
        sandbox: { status: 'Healthy', says: 'It listens.', process: { rssBytes: 81_000_000 } },
        signer: { status: 'Healthy', says: 'No keystore.', word: 'no keystore' },
      }),
    },
  };
  const system = watchSystem(parts as never);
  t.after(() => system.stop());
  const { workers } = await system.read();
  assert.deepEqual(
    workers.map(({ name, place, rssBytes, word, says }) => [name, place, rssBytes, word, says]),
    [
      ['sandbox', 'process', 81_000_000, null, 'It listens.'],
      ['signer', 'shared', null, 'no keystore', 'No keystore.'],
    ],
  );
});
