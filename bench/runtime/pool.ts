// Tasks a second on two threads: trivial ones beside piscina, busy milliseconds beside bare threads.
import { systemClock } from '../../src/core/clock.ts';
import { createPool } from '../../src/core/pool/pool.ts';
import { interleave, nowMs } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { createPiscina } from './peers/piscina.ts';
import { createRawPool } from './peers/raw-pool.ts';
import type * as tasks from './services/tasks.ts';

const THREADS = 2;
const TRIVIAL = { ours: 200_000, piscina: 40_000 };
/** The bar is for the first; the others show how the pools behave with less to do. */
const OUTSTANDING = [10_000, 1000, 100];
const BUSY_TASKS = 2000;
const BUSY_OUTSTANDING = 100;
const TASKS_PER_WORKER = 64;

type Pools = {
  readonly ours: ReturnType<typeof createOurs>;
  readonly piscina: ReturnType<typeof createPiscina>;
  readonly piscina64: ReturnType<typeof createPiscina>;
};

export const pool: Group = {
  name: 'pool',
  async run({ reps }) {
    const ours = createOurs();
    const raw = createRawPool(THREADS);
    const pools: Pools = { ours, piscina: createPiscina(), piscina64: createPiscina(TASKS_PER_WORKER) };
    const rows: Row[] = [];
    for (const outstanding of OUTSTANDING) rows.push(...(await trivial(pools, outstanding, reps)));
    await Promise.all([pools.piscina.stop(), pools.piscina64.stop()]);
    const busy = await interleave(reps, {
      ours: () => perSecond(BUSY_TASKS, BUSY_OUTSTANDING, () => ours.run('spinMs', 1)),
      raw: async () => {
        const startedMs = nowMs();
        await raw.spinAll(BUSY_TASKS, 1);
        return (BUSY_TASKS / (nowMs() - startedMs)) * 1000;
      },
    });
    await Promise.all([ours.close(), raw.stop()]);
    rows.push({
      key: 'busyTasksAgainstRaw',
      figure: 'tasks of 1 ms, against bare threads',
      unit: '/s',
      ours: ['busyTasksPerS', busy.ours],
      peer: ['rawBusyTasksPerS', busy.raw],
      ratio: 'ours/peer',
      bar: { atLeast: 0.98 },
    });
    return rows;
  },
};

async function trivial(
  { ours, piscina, piscina64 }: Pools,
  outstanding: number,
  reps: number,
): Promise<Row[]> {
  const input = { a: 1, b: 2 };
  const isJudged = outstanding === OUTSTANDING[0];
  const suffix = isJudged ? '' : `At${outstanding}`;
  const speed = await interleave(reps, {
    ours: () => perSecond(TRIVIAL.ours, outstanding, () => ours.run('add', input)),
    piscina: () => perSecond(TRIVIAL.piscina, outstanding, () => piscina.add(input)),
    piscina64: () => perSecond(TRIVIAL.piscina, outstanding, () => piscina64.add(input)),
  });
  const row = (peer: 'piscina' | 'piscina64', name: string, atLeast: number): Row => ({
    key: `tasksAgainst${name}${suffix}`,
    figure: `trivial tasks, ${outstanding} outstanding, against ${peer === 'piscina' ? 'piscina' : `piscina with ${TASKS_PER_WORKER} a thread`}`,
    unit: '/s',
    ours: [`tasksPerS${suffix}`, speed.ours],
    peer: [`${peer}PerS${suffix}`, speed[peer]],
    ratio: 'ours/peer',
    ...(isJudged ? { bar: { atLeast } } : {}),
  });
  return [row('piscina', 'Piscina', 10), row('piscina64', 'Piscina64', 5)];
}

function createOurs() {
  return createPool<typeof tasks>({
    module: new URL('./services/tasks.ts', import.meta.url),
    clock: systemClock,
    minThreads: THREADS,
    maxThreads: THREADS,
    queueLimit: 20_000,
  });
}

/** Tasks a second with so many always outstanding: whoever finishes starts the next. */
async function perSecond(count: number, outstanding: number, run: () => Promise<number>): Promise<number> {
  let started = 0;
  const chain = async () => {
    while (started < count) {
      started++;
      if (!((await run()) > 0)) throw new Error('a task gave nothing');
    }
  };
  const startedMs = nowMs();
  await Promise.all(Array.from({ length: outstanding }, chain));
  return (count / (nowMs() - startedMs)) * 1000;
}
