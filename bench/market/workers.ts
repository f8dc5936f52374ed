// What each worker takes of a core while twenty symbols come at the pace of the recording, over a real connection.
import { sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { inFolder } from '../storage/storage-runtime.ts';
import { usualSettings } from './every-detector.ts';
import { startExchangeProcess } from './exchange-process.ts';
import { startLiveProgram } from './live-program.ts';

const SYMBOLS = 20;
const WATCHED_MS = 20_000;
/** For what the start has left to do, and for code to be compiled. */
const SETTLE_MS = 10_000;
const SECOND_MS = 1000;
/** The recording lasts that long. */
const MAX_REPS = 15;

export const workers: Group = {
  name: 'workers',
  async run({ reps }) {
    const watched = await watch(Math.min(reps, MAX_REPS));
    const row = (key: string, figure: string, samples: readonly number[]) => ({
      ...{ key, figure, unit: '% of a core', ours: [`${key}Percent`, samples] as const, bar: { atMost: 5 } },
    });
    return [
      row('marketCpu', 'processor of the worker market, 20 symbols at the recorded rate', watched.market),
      row('analystCpu', '… of the worker analyst, every detector on', watched.analyst),
      {
        ...{ key: 'recordedRate', figure: '… messages that came', unit: 'messages/s' },
        ours: ['recordedMessagesPerSecond', watched.perSecond],
      },
    ];
  },
};

async function watch(reps: number) {
  const exchange = await startExchangeProcess({ kind: 'recorded', symbols: SYMBOLS });
  try {
    return await inFolder(async (folder) => {
      const program = await startLiveProgram({ exchange, folder, analyst: usualSettings });
      try {
        await exchange.heard;
        exchange.go();
        await program.untilLive();
        await sleep(SETTLE_MS);
        const market: number[] = [];
        const analyst: number[] = [];
        const perSecond: number[] = [];
        for (let rep = 0; rep < reps; rep++) {
          const before = await look();
          await sleep(WATCHED_MS);
          const after = await look();
          const elapsedMs = after.atMs - before.atMs;
          market.push(((after.market - before.market) / elapsedMs) * 100);
          analyst.push(((after.analyst - before.analyst) / elapsedMs) * 100);
          perSecond.push(((after.messages - before.messages) / elapsedMs) * SECOND_MS);
        }
        return { market, analyst, perSecond };
      } finally {
        await program.stop();
      }

      async function look() {
        const { messages } = await exchange.tell();
        const cpu = { market: program.cpuMs('market'), analyst: program.cpuMs('analyst') };
        return { atMs: performance.now(), messages, ...cpu };
      }
    });
  } finally {
    exchange.stop();
  }
}
