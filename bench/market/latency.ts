// From the wire to the signal: a hidden order among 50,000 messages a second, timed from its last trade to whoever hears of it.
import { percentile, sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { inFolder } from '../storage/storage-runtime.ts';
import { usualSettings } from './every-detector.ts';
import { startExchangeProcess } from './exchange-process.ts';
import { startLiveProgram } from './live-program.ts';
import { machineMs } from './processes/protocol.ts';

const SYMBOLS = 10;
const PER_SECOND = 50_000;
const PATTERN_EVERY_MS = 100;
const WATCHED_MS = 10_000;
const SETTLE_MS = 5000;
/** For the last signals to come. */
const LAST_MS = 500;
const SECOND_MS = 1000;
const PATTERN = 'hidden-order';

/** Nothing is held back, so that each pattern is one signal. */
const settings = {
  ...usualSettings,
  detectors: { [PATTERN]: { coolDownMs: PATTERN_EVERY_MS / 2 } },
  signals: { ...usualSettings.signals, throttleMs: 0, maxConflict: 1 },
};

export const latency: Group = {
  name: 'latency',
  async run({ reps }) {
    const { p50, p99, perSecond, lost } = await measure(reps);
    return [
      {
        ...{ key: 'signalP50', figure: 'wire to signal at 50,000 messages/s, p50', unit: 'ms' },
        ours: ['signalP50Ms', p50],
        bar: { atMost: 2 },
      },
      {
        ...{ key: 'signalP99', figure: '… p99', unit: 'ms' },
        ours: ['signalP99Ms', p99],
        bar: { atMost: 10 },
      },
      {
        ...{ key: 'signalPace', figure: '… messages that came', unit: 'messages/s' },
        ours: ['signalMessagesPerSecond', perSecond],
      },
      {
        ...{ key: 'signalLost', figure: '… patterns without a signal', unit: '%' },
        ours: ['signalLostPercent', lost],
        bar: { atMost: 0 },
      },
    ];
  },
};

async function measure(reps: number) {
  const found = { p50: [] as number[], p99: [] as number[], perSecond: [] as number[], lost: [] as number[] };
  const scene = {
    kind: 'simulated',
    symbols: SYMBOLS,
    perSecond: PER_SECOND,
    patternEveryMs: PATTERN_EVERY_MS,
  };
  const exchange = await startExchangeProcess(scene as Parameters<typeof startExchangeProcess>[0]);
  try {
    await inFolder(async (folder) => {
      const program = await startLiveProgram({ exchange, folder, analyst: settings });
      try {
        const heardMs = new Map<number, number>();
        program.clients.analyst.on('signal', ({ type, trades }) => {
          if (type === PATTERN && trades) heardMs.set(trades.to, machineMs());
        });
        await exchange.heard;
        await program.untilLive();
        exchange.go();
        await sleep(SETTLE_MS);
        for (let rep = 0; rep < reps; rep++) {
          const before = await exchange.tell();
          const startedMs = machineMs();
          await sleep(WATCHED_MS);
          const after = await exchange.tell();
          const elapsedMs = machineMs() - startedMs;
          await sleep(LAST_MS);
          const sent = after.stamps.slice(before.stamps.length);
          const delays = sent.flatMap(([id, sentMs]) => {
            const atMs = heardMs.get(id);
            return atMs === undefined ? [] : [atMs - sentMs];
          });
          found.p50.push(percentile(delays, 0.5));
          found.p99.push(percentile(delays, 0.99));
          found.perSecond.push(((after.messages - before.messages) / elapsedMs) * SECOND_MS);
          found.lost.push((1 - delays.length / sent.length) * 100);
        }
      } finally {
        await program.stop();
      }
    });
  } finally {
    exchange.stop();
  }
  return found;
}
