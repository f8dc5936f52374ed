import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Metrics } from '../../../core/board/metrics.ts';
import type { Log } from '../../../core/log/log.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { keepRemoving } from './keep-removing.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** A queue in front of tables with so many old rows. */
function createRig(old: Record<string, number>, days: Record<string, number>) {
  const clock = createManualClock();
  const asked: { policy: string; beforeMs: number; atMs: number }[] = [];
  const told: string[] = [];
  const rig = { clock, asked, told, counted: 0, givenBack: 0, isFailing: false, end: () => {} };
  rig.end = keepRemoving({
    clock,
    random: createSeededRandom(7),
    log: { info: (msg: string) => told.push(msg), warn: (msg: string) => told.push(msg) } as unknown as Log,
    metrics: {
      counter: (name: string) => ({
        add: (n: number) => {
          if (name === 'zapflow_storage_rows_removed') rig.counted += n;
        },
      }),
    } as unknown as Metrics,
    queue: {
      async write(_name, _unit, input) {
        if (rig.isFailing) throw new Error('The disk is full.');
        const { policy, beforeMs, max } = input as { policy: string; beforeMs: number; max: number };
        asked.push({ policy, beforeMs, atMs: clock.now() });
        const removed = Math.min(old[policy] ?? 0, max);
        old[policy] = (old[policy] ?? 0) - removed;
        return removed;
      },
    },
    days,
    giveBack: async () => {
      rig.givenBack++;
      return 1;
    },
  });
  return rig;
}

test('old rows go within the hour, a thousand a write with a pause between, and the room is given back once', async () => {
  const rig = createRig({ traces: 2500 }, { tracesDays: 14, outboxDays: 7 });
  await rig.clock.advance(1.6 * HOUR_MS);
  assert.equal(rig.counted, 2500);
  const traces = rig.asked.filter(({ policy }) => policy === 'traces');
  assert.deepEqual(
    traces.slice(1, 3).map(({ atMs }, at) => atMs - (traces[at]?.atMs ?? 0)),
    [50, 50],
  );
  assert.equal((traces[0]?.atMs ?? 0) - (traces[0]?.beforeMs ?? 0), 14 * DAY_MS);
  assert.equal(rig.givenBack, 1);
  rig.end();
});

test('what is kept for ever is never asked for, and where nothing is old nothing else happens', async () => {
  const rig = createRig({ traces: 10 }, { tracesDays: 0, outboxDays: 7 });
  await rig.clock.advance(10 * HOUR_MS);
  assert.deepEqual([...new Set(rig.asked.map(({ policy }) => policy))], ['outbox']);
  assert.equal(rig.givenBack, 0);
  rig.end();
});

test('a run that fails is told and the next one goes on; after the end nothing more is removed', async () => {
  const rig = createRig({ traces: 10 }, { tracesDays: 14 });
  rig.isFailing = true;
  await rig.clock.advance(1.6 * HOUR_MS);
  assert.deepEqual([...new Set(rig.told)], ['old rows could not be removed']);
  rig.isFailing = false;
  await rig.clock.advance(1.6 * HOUR_MS);
  assert.equal(rig.counted, 10);
  rig.end();
  const before = rig.asked.length;
  await rig.clock.advance(10 * HOUR_MS);
  assert.equal(rig.asked.length, before);
});
