// Durable inserts: through the worker with group commit, one at a time, and in batches without any worker.
import { recordTraces } from '../../src/workers/storage/units/record-traces.ts';
import { interleave, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { traceRow } from './rows.ts';
import { inFolder, openEngine, startStorage } from './storage-runtime.ts';

const ROWS_PER_CALL = 64;
const GROUPED_ROWS = 64_000;
const SINGLE_ROWS = 1000;
/** Calls that are always under way, by as many writers. */
const WRITERS = 48;
const SINGLE_WRITERS = 900;
const LOCAL_BATCH = 512;

const meta = { correlationId: '' };

export const writes: Group = {
  name: 'writes',
  run: ({ reps }) =>
    inFolder(async (folder) => {
      const runtime = await startStorage(folder);
      const { storage } = runtime.clients;
      const engine = await openEngine(folder);
      let next = 0;
      const rows = (count: number) => Array.from({ length: count }, () => traceRow(next++));

      const samples = await interleave(reps, {
        grouped: () =>
          perSecond(GROUPED_ROWS, () =>
            outstanding(WRITERS, GROUPED_ROWS / ROWS_PER_CALL, () =>
              storage.recordTraces({ traces: rows(ROWS_PER_CALL) }),
            ),
          ),
        groupedSingle: () =>
          perSecond(GROUPED_ROWS, () =>
            outstanding(SINGLE_WRITERS, GROUPED_ROWS, () => storage.recordTraces({ traces: rows(1) })),
          ),
        one: () =>
          perSecond(SINGLE_ROWS, () =>
            outstanding(1, SINGLE_ROWS, () =>
              engine.queue.write('recordTraces', recordTraces, { traces: rows(1) }, meta),
            ),
          ),
        local: () => perSecond(GROUPED_ROWS, async () => insertLocally(engine.database, rows, GROUPED_ROWS)),
      });
      engine.close();
      await runtime.stop();
      return [
        {
          key: 'groupedAgainstOne',
          figure: `durable inserts through the worker, ${ROWS_PER_CALL} rows a call, against one at a time`,
          unit: 'rows/s',
          ours: ['groupedRows', samples.grouped],
          peer: ['oneAtATime', samples.one],
          ratio: 'ours/peer',
          bar: { atLeast: 50 },
        },
        {
          key: 'groupedAgainstLocal',
          figure: '… against batches without a worker',
          unit: 'rows/s',
          ours: ['groupedRows', samples.grouped],
          peer: ['localBatches', samples.local],
          ratio: 'ours/peer',
          bar: { atLeast: 0.5 },
        },
        {
          key: 'singleAgainstOne',
          figure: 'one row a call, against one at a time',
          unit: 'rows/s',
          ours: ['groupedCalls', samples.groupedSingle],
          peer: ['oneAtATime', samples.one],
          ratio: 'ours/peer',
        },
      ];
    }),
};

export async function perSecond(count: number, run: () => Promise<void>): Promise<number> {
  const startedMs = nowMs();
  await run();
  return (count / (nowMs() - startedMs)) * 1000;
}

/** Runs `total` calls, so many of them at any time. */
export async function outstanding(
  writers: number,
  total: number,
  run: () => Promise<unknown>,
): Promise<void> {
  let begun = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (begun++ < total) await run();
    }),
  );
}

type Local = Awaited<ReturnType<typeof openEngine>>['database'];

function insertLocally(
  database: Local,
  rows: (count: number) => ReturnType<typeof traceRow>[],
  total: number,
): void {
  const insert = database.prepare(
    'insert into traces (id, correlation_id, parent_id, worker, step, at, details) values (?, ?, ?, ?, ?, ?, ?)',
  );
  for (let done = 0; done < total; done += LOCAL_BATCH) {
    database.begin('full');
    for (const row of rows(LOCAL_BATCH)) insert.run(Object.values(row));
    database.commit();
  }
}
