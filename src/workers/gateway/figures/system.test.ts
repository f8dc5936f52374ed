import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { watchSystem } from './system.ts';

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
