import type { Timer } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import type { PartHealth } from '../../core/health.ts';
import { type Context, defineService } from '../../core/service.ts';
import { WRAPPED_SOL } from '../../domain/solana/programs.ts';
import { swapPricesOf } from '../../domain/solana/swap-prices.ts';
import type { Feed } from '../../feeds/feed.ts';
import { feeds } from '../../feeds/index.ts';
import { chainContract } from '../chain/contract.ts';
import { marketContract } from '../market/contract.ts';
import { sandboxContract } from '../sandbox/contract.ts';
import { storageContract } from '../storage/contract.ts';
import { createCandleStore } from './candles/candle-store.ts';
import { priceBoard, pricerContract } from './contract.ts';
import { PriceTable } from './prices/price-table.ts';
import { createPriceTeller } from './prices/price-teller.ts';
import { toTokenPrice } from './prices/to-token-price.ts';
import type { TokenState } from './prices/token-state.ts';
import { type PricerSettings, pricerSettings } from './settings.ts';
import { createChainLook } from './sources/chain-look.ts';
import { createFeedAsker, type FeedState } from './sources/feed-asker.ts';
import { createMajors } from './sources/majors.ts';
import { createSandboxAddress } from './sources/sandbox-address.ts';

const uses = {
  chain: chainContract,
  market: marketContract,
  storage: storageContract,
  sandbox: sandboxContract,
};
type PricerContext = Context<typeof pricerContract, typeof uses, PricerSettings>;

const TELL_MS = 100;
const LOOK_MS = 2000;
const AGE_MS = 5000;
const WRITE_MS = 30_000;
/** Of those that left before their candles were written. */
const MAX_LEAVING = 1000;

export const service = defineService({
  contract: pricerContract,
  uses,
  settings: pricerSettings,
  async start(context: PricerContext) {
    const { clients, clock, settings, publish, log } = context;
    const board = await context.board(...priceBoard).catch((thrown: unknown) => {
      log.warn(`prices are not on a board: ${toAppError(thrown).message}`);
      return undefined;
    });
    const teller = createPriceTeller({
      board,
      publish: (price) => void publish('price', price).catch(() => {}),
      onTrouble: ({ message }) => log.warn(`some prices are not on the board: ${message}`),
    });
    const store = createCandleStore(clients.storage, log);
    const leaving = new Set<TokenState>();
    const table = new PriceTable(settings, {
      onTracked(token) {
        if (token.decimals === null) chain.needDecimals(token.mint);
        void store.load(token);
      },
      onLeft(token) {
        teller.leave(token);
        if (leaving.size < MAX_LEAVING) leaving.add(token);
      },
    });
    const chain = createChainLook(context, table);
    table.want(WRAPPED_SOL, clock.now());

    const unsubscribe = clients.chain.on('swaps', (transactions) => {
      const nowMs = clock.now();
      for (const transaction of transactions) {
        const atMs = Math.min(transaction.blockTimeMs ?? nowMs, nowMs);
        for (const swap of swapPricesOf(transaction))
          if (table.addSwap(swap, atMs, nowMs)) chain.sawSwap(swap);
      }
    });
    const sandbox = settings.isSandbox ? createSandboxAddress(context) : undefined;
    const askers = settings.feeds.flatMap((access) => {
      const feed = feeds.find(({ name }) => name === access.name);
      const address = () => (access.baseUrl !== '' || !sandbox ? access.baseUrl : sandbox.address);
      const { refreshMs } = settings;
      return feed ? [createFeedAsker({ doors: context, feed, access, table, refreshMs, address })] : [];
    });
    const majors = settings.majors ? createMajors(context, table) : undefined;

    const write = async () => {
      const left = [...leaving];
      leaving.clear();
      await store.write([...left, ...table.all()]);
    };
    let writing = Promise.resolve();
    const timers: Timer[] = [
      clock.every(TELL_MS, () => teller.tell(table, clock.now())),
      clock.every(LOOK_MS, () => void chain.look()),
      clock.every(AGE_MS, () => {
        table.want(WRAPPED_SOL, clock.now());
        table.age(clock.now());
        for (const token of table.all()) if (!token.isLoaded && !token.isLoading) void store.load(token);
      }),
      clock.every(WRITE_MS, () => {
        writing = writing.then(write);
      }),
    ];
    const states = (): FeedState[] => [
      toPoolState(chain.trouble),
      ...feeds.map((feed) => askers.find(({ state }) => state.name === feed.name)?.state ?? toOff(feed)),
      majors?.state ?? toOffMajors(settings),
    ];

    return {
      handlers: {
        health: () => toHealth(states(), table),
        prices({ mints }) {
          const nowMs = clock.now();
          return mints.flatMap((mint) => {
            const isKnown = table.get(mint) !== undefined;
            const token = table.want(mint, nowMs);
            return isKnown ? [toTokenPrice(token, nowMs)] : [];
          });
        },
        candles: ({ mint, ...wanted }) => store.read(table.get(mint), { mint, ...wanted }),
        feeds: states,
      },
      async stop() {
        unsubscribe();
        for (const timer of timers) timer.cancel();
        for (const asker of askers) asker.stop();
        majors?.stop();
        sandbox?.stop();
        await writing.then(write);
      },
    };
  },
});

function toPoolState(trouble: string | null): FeedState {
  return trouble === null
    ? { name: 'pool', state: 'ready', says: 'Swaps that the worker chain sees.', lastMs: null }
    : { name: 'pool', state: 'away', says: trouble, lastMs: null };
}

function toOff({ name, key }: Feed): FeedState {
  const says = key === 'needed' ? 'Switched off, or without its key.' : 'Switched off.';
  return { name, state: 'off', says, lastMs: null };
}

function toOffMajors({ isSandbox }: PricerSettings): FeedState {
  const says = isSandbox
    ? 'The exchange of the sandbox and its chain are markets of their own.'
    : 'Switched off.';
  return { name: 'binance', state: 'off', says, lastMs: null };
}

function toHealth(states: readonly FeedState[], table: PriceTable): PartHealth {
  const on = states.filter(({ state }) => state !== 'off');
  const away = on.filter(({ state }) => state === 'away');
  const tokens = `${table.size} ${table.size === 1 ? 'token' : 'tokens'}`;
  if (away.length === 0) return { status: 'Healthy', says: `${tokens}, ${on.length} sources.` };
  const names = away.map(({ name }) => name).join(', ');
  return { status: 'Degraded', says: `${tokens}; ${names} away: ${away[0]?.says ?? ''}` };
}
