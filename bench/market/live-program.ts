// The workers market and analyst as the program runs them, on threads of their own, following the exchange of the bench.
import { readMetrics } from '../../src/core/board/metric-samples.ts';
import { supervisorContract } from '../../src/core/supervisor/contract.ts';
import { startRuntime } from '../../src/core/supervisor/start-runtime.ts';
import { analystContract } from '../../src/workers/analyst/contract.ts';
import type { AnalystSettings } from '../../src/workers/analyst/settings.ts';
import { marketContract } from '../../src/workers/market/contract.ts';
import type { MarketSettings } from '../../src/workers/market/settings.ts';
import { sleep } from '../harness/measure.ts';
import { storageWorker } from '../storage/storage-runtime.ts';
import type { ExchangeProcess } from './exchange-process.ts';

export type LiveProgram = Awaited<ReturnType<typeof startLiveProgram>>;

type Choices = {
  readonly exchange: ExchangeProcess;
  /** Where the workers may write. */
  readonly folder: string;
  /** Null leaves the analyst out. */
  readonly analyst: AnalystSettings | null;
  /** Levels of a side that a book begins with: they weigh on the limit of requests. */
  readonly snapshotLimit?: number;
};

const LOOK_MS = 100;
const GIVE_UP_MS = 60_000;
const SNAPSHOT_LIMIT = 1000;

export async function startLiveProgram({ exchange, folder, analyst, snapshotLimit }: Choices) {
  const worker = (name: 'market' | 'analyst', settings: unknown) => ({
    name,
    module: new URL(`../../src/workers/${name}/service.ts`, import.meta.url).href,
    settings,
    maxMemoryMb: 1024,
  });
  const runtime = await startRuntime({
    workers: [
      ...(analyst ? [storageWorker(folder)] : []),
      worker('market', toMarketSettings(exchange, folder, snapshotLimit)),
      ...(analyst ? [worker('analyst', analyst)] : []),
    ],
    uses: { market: marketContract, analyst: analystContract, supervisor: supervisorContract },
    disabled: ['sandbox', ...(analyst ? [] : ['analyst', 'storage'])],
    levels: { default: 'error' },
  });
  await runtime.ready;
  const { clients } = runtime;
  const regions = await clients.supervisor.metricRegions();
  const isKnown = async (instrument: string): Promise<boolean> => {
    const book = await clients.analyst.book({ instrument, levels: 1 }).catch(() => undefined);
    return book?.isKnown ?? false;
  };
  const liveBooks = async (): Promise<number> => {
    const states = (await clients.market.instruments()).filter(({ state }) => state === 'live');
    if (!analyst) return states.length;
    const known = await Promise.all(states.map(({ id }) => isKnown(id)));
    return known.filter(Boolean).length;
  };

  return {
    clients,
    /** Processor time of a worker, as it was at the last full second or so. */
    cpuMs(name: 'market' | 'analyst'): number {
      const samples = regions
        .filter(({ service }) => service === name)
        .flatMap(({ memory }) => readMetrics(memory));
      const cpu = samples.find((sample) => sample.name === 'zapflow_worker_cpu');
      return cpu?.kind === 'counter' ? cpu.value : Number.NaN;
    },
    liveBooks,
    /** Until every book follows its stream, in both workers. Rejects when that takes more than a minute. */
    async untilLive(): Promise<void> {
      for (let waitedMs = 0; (await liveBooks()) < exchange.symbols.length; waitedMs += LOOK_MS) {
        if (waitedMs > GIVE_UP_MS)
          throw new Error(`${await liveBooks()} of ${exchange.symbols.length} books are live`);
        await sleep(LOOK_MS);
      }
    },
    stop: () => runtime.stop(),
  };
}

function toMarketSettings(
  { port, symbols }: ExchangeProcess,
  folder: string,
  snapshotLimit = SNAPSHOT_LIMIT,
): MarketSettings {
  const here = { rest: `http://127.0.0.1:${port}`, stream: `ws://127.0.0.1:${port}` };
  const everywhere = <T>(value: T) => ({ spot: value, usdm: value, coinm: value });
  return {
    followed: symbols.map((symbol) => ({ market: 'usdm', symbol })),
    isSandbox: false,
    endpoints: everywhere(here),
    depthSpeed: everywhere('0ms'),
    trades: everywhere('trade' as const),
    snapshotLimit,
    venue: { reconnectMs: 1000, staleMs: 60_000, rotateMs: 82_800_000, skewMs: 1000 },
    recorder: { enabled: false, folder, maxFileBytes: 64 * 2 ** 20, keepFiles: 1 },
  };
}
