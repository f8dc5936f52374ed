// Questions asked one after another while the writer has more to do than it can.
import { nowMs, percentile, sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { traceRow } from './rows.ts';
import { inFolder, startStorage } from './storage-runtime.ts';

const READS = 2000;
/** Enough that the writer never waits, and little for this thread, which is not what is measured. */
const WRITERS = 4;
const ROWS_PER_CALL = 64;

export const readsBesideWrites: Group = {
  name: 'reads',
  run: ({ reps }) =>
    inFolder(async (folder) => {
      const runtime = await startStorage(folder);
      const { storage } = runtime.clients;
      await storage.changeBalance({
        key: 'opening',
        account: 'main',
        asset: 'SOL',
        amount: '10',
        reason: 'bench',
      });
      let isOver = false;
      let next = 0;
      const writers = Array.from({ length: WRITERS }, async () => {
        while (!isOver)
          await storage.recordTraces({
            traces: Array.from({ length: ROWS_PER_CALL }, () => traceRow(next++)),
          });
      });
      const ask = () => storage.holding({ account: 'main', asset: 'SOL' });
      const p99Ms: number[] = [];
      const p50Ms: number[] = [];
      await ask();
      for (let rep = 0; rep <= reps; rep++) {
        const timesMs: number[] = [];
        for (let i = 0; i < READS; i++) {
          const startedMs = nowMs();
          await ask();
          timesMs.push(nowMs() - startedMs);
          // The writers share this thread; a question every millisecond or so is what a busy page asks.
          await sleep(0);
        }
        if (rep === 0) continue;
        p99Ms.push(percentile(timesMs, 0.99));
        p50Ms.push(percentile(timesMs, 0.5));
      }
      isOver = true;
      await Promise.all(writers);
      await runtime.stop();
      return [
        {
          key: 'readP99',
          figure: 'read beside a saturated writer, p99',
          unit: 'ms',
          ours: ['readP99Ms', p99Ms],
          bar: { atMost: 2 },
        },
        { key: 'readP50', figure: '… p50', unit: 'ms', ours: ['readP50Ms', p50Ms] },
      ];
    }),
};
