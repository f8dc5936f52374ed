// One write after another: what the way through the worker adds to the engine itself.
import { confirmMessages } from '../../src/workers/storage/units/confirm-messages.ts';
import { recordTraces } from '../../src/workers/storage/units/record-traces.ts';
import { median, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { traceRow } from './rows.ts';
import { inFolder, openEngine, startStorage } from './storage-runtime.ts';

const BLOCKS = 10;
const CALLS_PER_BLOCK = 100;
const MICROSECONDS = 1000;

const meta = { correlationId: '' };

export const latency: Group = {
  name: 'latency',
  run: ({ reps }) =>
    inFolder(async (folder) => {
      const runtime = await startStorage(folder);
      const { storage } = runtime.clients;
      const { queue, close } = await openEngine(folder);
      let seq = 0;
      const variants = {
        normal: () => storage.confirmMessages({ topic: 'bench', seq: seq++ }),
        normalDirect: () => queue.write('', confirmMessages, { topic: 'bench', seq: seq++ }, meta),
        full: () => storage.recordTraces({ traces: [traceRow(seq++)] }),
        fullDirect: () => queue.write('', recordTraces, { traces: [traceRow(seq++)] }, meta),
      };
      const samples: Record<keyof typeof variants, number[]> = {
        normal: [],
        normalDirect: [],
        full: [],
        fullDirect: [],
      };
      for (const run of Object.values(variants)) await block(run);
      for (let i = 0; i < reps * BLOCKS; i++)
        for (const [name, run] of Object.entries(variants))
          samples[name as keyof typeof variants].push(await block(run));
      close();
      await runtime.stop();
      return [
        {
          key: 'normalAgainstDirect',
          figure: 'write p50, one in flight, NORMAL, against the engine called directly',
          unit: 'µs',
          ours: ['normalP50Us', samples.normal],
          peer: ['normalDirectP50Us', samples.normalDirect],
          ratio: 'ours/peer',
          bar: { atMost: 2 },
        },
        {
          key: 'fullAgainstDirect',
          figure: 'the same, FULL',
          unit: 'µs',
          ours: ['fullP50Us', samples.full],
          peer: ['fullDirectP50Us', samples.fullDirect],
          ratio: 'ours/peer',
          bar: { atMost: 1.3 },
        },
      ];
    }),
};

/** Median of short blocks in turn, because wake-up times change by the second. */
async function block(run: () => Promise<unknown>): Promise<number> {
  const timesUs: number[] = [];
  for (let i = 0; i < CALLS_PER_BLOCK; i++) {
    const startedMs = nowMs();
    await run();
    timesUs.push((nowMs() - startedMs) * MICROSECONDS);
  }
  return median(timesUs);
}
