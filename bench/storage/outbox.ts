// Messages that follow a commit: how soon another worker has handled them, and how many a second.
import { systemClock } from '../../src/core/clock.ts';
import { interleave, percentile, sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { sinkContract } from './services/sink-contract.ts';
import { inFolder, startStorage } from './storage-runtime.ts';
import { outstanding } from './writes.ts';

const PACED = 1000;
const PACE_MS = 2;
const BACKLOG = 20_000;
const WRITERS = 900;

export const outbox: Group = {
  name: 'outbox',
  run: ({ reps }) =>
    inFolder(async (folder) => {
      const sink = { name: 'sink', module: new URL('./services/sink.ts', import.meta.url).href };
      const runtime = await startStorage(folder, [sink], { sink: sinkContract });
      const { storage, sink: consumer } = runtime.clients;
      let topics = 0;
      const send = (topic: string, key: number) =>
        storage.sendMessage({ topic, key: String(key), payload: { sentMs: systemClock.monotonicMs() } });

      const p50Ms: number[] = [];
      const samples = await interleave(reps, {
        p99Ms: async () => {
          const topic = `paced-${topics++}`;
          const done = consumer.consume({ topic, count: PACED });
          for (let key = 0; key < PACED; key++) {
            await send(topic, key);
            await sleep(PACE_MS);
          }
          const { latenciesMs } = await done;
          p50Ms.push(percentile(latenciesMs, 0.5));
          return percentile(latenciesMs, 0.99);
        },
        perSecond: async () => {
          const topic = `backlog-${topics++}`;
          let key = 0;
          await outstanding(WRITERS, BACKLOG, () => send(topic, key++));
          const { startedMs, endedMs } = await consumer.consume({ topic, count: BACKLOG });
          return (BACKLOG / (endedMs - startedMs)) * 1000;
        },
      });
      await runtime.stop();
      return [
        {
          key: 'outboxP99',
          figure: 'outbox, from the call to handled in another worker, commit included, p99',
          unit: 'ms',
          ours: ['outboxP99Ms', samples.p99Ms],
          bar: { atMost: 5 },
        },
        { key: 'outboxP50', figure: '… p50', unit: 'ms', ours: ['outboxP50Ms', p50Ms.slice(1)] },
        {
          key: 'outboxPerSecond',
          figure: 'outbox, messages relayed and handled a second',
          unit: 'messages/s',
          ours: ['outboxRelayed', samples.perSecond],
          bar: { atLeast: 20_000 },
        },
      ];
    }),
};
