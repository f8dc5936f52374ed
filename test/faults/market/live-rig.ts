// The market worker on a simulated exchange over real sockets, both on the thread of the test, with faults that can be switched.
import assert from 'node:assert/strict';
import { systemClock } from '../../../src/core/clock.ts';
import { createSeededRandom } from '../../../src/core/random.ts';
import { startWatchedRuntime } from '../../../src/core/testing/watched-runtime.ts';
import type { FeedRecord } from '../../../src/domain/market/feed-record.ts';
import type { InstrumentState } from '../../../src/domain/order-flow/market-words.ts';
import { createExchange } from '../../../src/sandbox/exchange/exchange.ts';
import type { ExchangeFaults } from '../../../src/sandbox/exchange/faults.ts';
import { openSimulatedSource } from '../../../src/sandbox/exchange/live/simulated-source.ts';
import { createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts';
import { binance } from '../../../src/venues/binance/binance.ts';
import { marketContract } from '../../../src/workers/market/contract.ts';
import type { MarketSettings } from '../../../src/workers/market/settings.ts';

/** A test, or a file of them. */
type Owner = { after(stop: () => unknown): void };

export type LiveOptions = {
  /** On before the worker starts. */
  readonly faults?: Readonly<Record<string, object>>;
  readonly followed?: MarketSettings['followed'];
  readonly recorder?: Partial<MarketSettings['recorder']>;
};

const LOOK_MS = 10;
const module = new URL('../../../src/workers/market/service.ts', import.meta.url).href;
const nowhere = { rest: '', stream: '' };

export async function startLiveMarket(t: Owner, options: LiveOptions = {}) {
  const on = new Map<string, object>(Object.entries(options.faults ?? {}));
  const faults = ((name) => on.get(name)) as ExchangeFaults;
  const random = createSeededRandom(7);
  const source = openSimulatedSource({
    ...{ random, clock: createSandboxClock(systemClock, 1), faults, hasHistory: false },
  });
  const exchange = createExchange({ source, clock: systemClock, random, faults });
  const port = await exchange.listen(0);
  t.after(() => exchange.close());
  const settings: MarketSettings = {
    followed: options.followed ?? [{ market: 'usdm', symbol: 'BTCUSDT' }],
    isSandbox: false,
    endpoints: { spot: nowhere, coinm: nowhere, usdm: binance.endpoints('usdm', port) },
    depthSpeed: { spot: '100ms', usdm: '100ms', coinm: '100ms' },
    trades: { spot: 'trade', usdm: 'aggTrade', coinm: 'aggTrade' },
    snapshotLimit: 1000,
    venue: { reconnectMs: 100, staleMs: 1000, rotateMs: 3_600_000, skewMs: 1000 },
    recorder: { enabled: false, folder: '', maxFileBytes: 2 ** 24, keepFiles: 10, ...options.recorder },
  };
  const runtime = await startWatchedRuntime(
    t,
    [{ name: 'market', module, settings }],
    { market: marketContract },
    { placement: 'single', disabled: ['sandbox'] },
  );
  const { market } = runtime.clients;
  const records: FeedRecord[] = [];
  t.after(
    market.read('feed', (record) => {
      records.push({ ...record });
      if (record.kind === 'pulse') void market.reached({ written: record.id });
    }),
  );

  const until = async (isSo: (state: InstrumentState) => boolean, index = 0): Promise<InstrumentState> => {
    for (;;) {
      const state = (await market.instruments())[index];
      if (state && isSo(state)) return state;
      await systemClock.sleep(LOOK_MS);
    }
  };
  /** Touches that agree from here on prove that the book is the exchange's. */
  const untilLive = async (): Promise<InstrumentState> => {
    for (;;) {
      const { compared, exact, gaps } = await until(({ state }) => state === 'live');
      const later = await until((now) => now.compared > compared + 5 || now.gaps > gaps);
      if (later.gaps === gaps && later.exact - exact === later.compared - compared) return later;
    }
  };
  t.after(() => assert.equal(runtime.statusOf('market').restarts, 0));
  return { ...runtime, market, records, on, exchange, until, untilLive };
}
