// The same inserts into PostgreSQL on this machine, grouped and one at a time.
import { Client } from 'pg';
import { interleave } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { traceRow } from './rows.ts';
import { inFolder, startStorage } from './storage-runtime.ts';
import { outstanding, perSecond } from './writes.ts';

const SERVER = process.env['ZAPFLOW_BENCH_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const DATABASE = 'zapflow_bench';
const GROUPED = 10_000;
const SINGLE = 500;
const WRITERS = 900;

export const postgres: Group = {
  name: 'postgres',
  run: ({ reps }) =>
    inFolder(async (folder) => {
      const admin = new Client({ connectionString: SERVER });
      if (
        !(await admin.connect().then(
          () => true,
          () => false,
        ))
      )
        return [];
      await admin.query(`drop database if exists ${DATABASE} with (force)`);
      await admin.query(`create database ${DATABASE}`);
      const url = new URL(SERVER);
      url.pathname = `/${DATABASE}`;
      const runtime = await startStorage(folder, [], {}, url.href);
      const { storage } = runtime.clients;
      let next = 0;
      const insert = () => storage.recordTraces({ traces: [traceRow(next++)] });
      const samples = await interleave(reps, {
        grouped: () => perSecond(GROUPED, () => outstanding(WRITERS, GROUPED, insert)),
        one: () => perSecond(SINGLE, () => outstanding(1, SINGLE, insert)),
      });
      await runtime.stop();
      await admin.query(`drop database ${DATABASE} with (force)`);
      await admin.end();
      return [
        {
          key: 'postgresGroupedAgainstOne',
          figure: 'PostgreSQL, durable inserts of one row a call, grouped against one at a time',
          unit: 'rows/s',
          ours: ['postgresGrouped', samples.grouped],
          peer: ['postgresOne', samples.one],
          ratio: 'ours/peer',
          bar: { atLeast: 8 },
        },
      ];
    }),
};
