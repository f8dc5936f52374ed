// Five hundred books held live by one worker: 20,000 messages a second of all of them together.
import { sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { inFolder } from '../storage/storage-runtime.ts';
import { startExchangeProcess } from './exchange-process.ts';
import { startLiveProgram } from './live-program.ts';

const SYMBOLS = 500;
const PER_SECOND = 20_000;
const WATCHED_MS = 10_000;
const SETTLE_MS = 5000;
const SECOND_MS = 1000;
/** With more levels, the limit of requests would stretch the start over minutes. */
const SNAPSHOT_LIMIT = 50;

export const symbols: Group = {
  name: 'symbols',
  async run({ reps }) {
    const { cpu, live, perSecond } = await watch(reps);
    return [
      {
        ...{ key: 'manySymbolsCpu', figure: 'processor of market, 500 symbols at 20,000 messages/s' },
        unit: '% of a core',
        ours: ['manySymbolsCpuPercent', cpu],
        bar: { atMost: 60 },
      },
      {
        ...{ key: 'manySymbolsLive', figure: '… books that follow their streams at the end', unit: 'books' },
        ours: ['manySymbolsLive', live],
        bar: { atLeast: SYMBOLS },
      },
      {
        ...{ key: 'manySymbolsPace', figure: '… messages that came', unit: 'messages/s' },
        ours: ['manySymbolsMessagesPerSecond', perSecond],
      },
    ];
  },
};

async function watch(reps: number) {
  const found = { cpu: [] as number[], live: [] as number[], perSecond: [] as number[] };
  const exchange = await startExchangeProcess({
    ...{ kind: 'simulated', symbols: SYMBOLS, perSecond: PER_SECOND, patternEveryMs: null },
  });
  try {
    await inFolder(async (folder) => {
      const program = await startLiveProgram({
        exchange,
        folder,
        analyst: null,
        snapshotLimit: SNAPSHOT_LIMIT,
      });
      try {
        let records = 0;
        program.clients.market.read('feed', () => void records++);
        await exchange.heard;
        await program.untilLive();
        exchange.go();
        await sleep(SETTLE_MS);
        for (let rep = 0; rep < reps; rep++) {
          const before = {
            ...(await exchange.tell()),
            cpuMs: program.cpuMs('market'),
            atMs: performance.now(),
          };
          await sleep(WATCHED_MS);
          const after = {
            ...(await exchange.tell()),
            cpuMs: program.cpuMs('market'),
            atMs: performance.now(),
          };
          const elapsedMs = after.atMs - before.atMs;
          found.cpu.push(((after.cpuMs - before.cpuMs) / elapsedMs) * 100);
          found.perSecond.push(((after.messages - before.messages) / elapsedMs) * SECOND_MS);
          found.live.push(await program.liveBooks());
        }
        if (records === 0) throw new Error('no record came');
      } finally {
        await program.stop();
      }
    });
  } finally {
    exchange.stop();
  }
  return found;
}
