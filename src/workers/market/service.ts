import { AppError, toAppError } from '../../core/errors.ts';
import type { PartHealth } from '../../core/health.ts';
import { type Context, defineService } from '../../core/service.ts';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { type Instrument, type MarketName, marketNames } from '../../domain/market/instrument.ts';
import type { VenueCandle } from '../../domain/order-flow/market-words.ts';
import { sandboxContract } from '../sandbox/contract.ts';
import { marketContract } from './contract.ts';
import { createEndpoints } from './endpoints.ts';
import { createFeedReaders } from './feed-readers.ts';
import { FollowedFeed } from './followed-feed.ts';
import { type LiveMarket, openLiveMarket } from './live-market.ts';
import { createRecorder } from './recorder.ts';
import { Replays } from './replay.ts';
import { type MarketSettings, marketSettings } from './settings.ts';
import { toVenueCandle } from './to-venue-candle.ts';

const uses = { sandbox: sandboxContract };
type MarketContext = Context<typeof marketContract, typeof uses, MarketSettings>;

const TICK_MS = 1000;
/** Between two tries to learn what the venue trades. */
const LIST_RETRY_MS = 5000;

export const service = defineService({
  contract: marketContract,
  uses,
  settings: marketSettings,
  start(context: MarketContext) {
    const { clock, settings, streams, publish, log } = context;
    const stopping = new AbortController();
    /** By index; a replay that is not shown any more leaves its place empty. */
    const places: (FollowedFeed | undefined)[] = [];
    const followed = () => places.filter((one) => one !== undefined);
    const readers = createFeedReaders(clock);
    const sink = (record: Readonly<FeedRecord>) => {
      places[record.instrument]?.note(record);
      streams.feed.write(record as FeedRecord);
      readers.wrote();
    };
    const follow = (instruments: readonly Instrument[]) =>
      instruments.map((instrument) => {
        const one = new FollowedFeed(instrument, places.length);
        places.push(one);
        return one;
      });
    const leave = ({ index }: FollowedFeed) => {
      places[index] = undefined;
    };
    const recorder = createRecorder(context, settings.recorder);
    recorder.onFile = (market) => markets.get(market)?.recordBooks();
    const replays = new Replays({
      ...{ clock, log, sink, readers },
      follow,
      leave,
      onChange: () => tellStates(),
    });
    const endpoints = createEndpoints(context);
    const markets = new Map<MarketName, LiveMarket>();
    const troubles = new Map<MarketName, string>();

    /** Until it answers: without the steps of price and size nothing can be read. */
    const open = async (market: MarketName, symbols: readonly string[]) => {
      await endpoints.ready(stopping.signal);
      const live = openLiveMarket({
        doors: context,
        market,
        settings,
        endpoints: endpoints.of(market),
        sink,
        recorder,
      });
      markets.set(market, live);
      while (!stopping.signal.aborted) {
        try {
          const { listings } = await live.source.listings(symbols, { signal: stopping.signal });
          const found = listings.filter(({ instrument }) => symbols.includes(instrument.symbol));
          for (const symbol of symbols)
            if (!found.some(({ instrument }) => instrument.symbol === symbol))
              log.warn(`${market}:${symbol} is not traded there`, { market, symbol });
          troubles.delete(market);
          live.add(follow(found.map(({ instrument }) => instrument)));
          return tellStates();
        } catch (thrown) {
          if (stopping.signal.aborted) return;
          const { message } = toAppError(thrown);
          if (!troubles.has(market))
            log.warn(`the ${market} market cannot be reached: ${message}`, { market });
          troubles.set(market, message);
          await clock.sleep(LIST_RETRY_MS, stopping.signal);
        }
      }
    };
    const states = () => followed().map((one) => one.toState(clock.now()));
    const tellStates = () => void publish('instrumentsChanged', states()).catch(() => {});
    const tick = clock.every(TICK_MS, () => {
      for (const live of markets.values()) live.tick(clock.now());
      replays.tick();
      tellStates();
    });
    for (const market of marketNames) {
      const symbols = settings.followed.filter((one) => one.market === market).map(({ symbol }) => symbol);
      if (symbols.length > 0) open(market, symbols).catch(() => {});
    }

    return {
      handlers: {
        health: () => toHealth(followed(), troubles, clock.now()),
        instruments: states,
        reached: ({ written }) => readers.reached(written),
        resend: ({ index }) => known(places[index]).feed?.bookFeed.resend(),
        candles: ({ instrument, ...range }) => readCandles(instrument, range),
        replay: async ({ paths, speed }) => ({ instruments: await replays.start(paths, speed) }),
        replayState: () => replays.state,
        stopReplay: () => replays.stop(),
        async record({ isOn }) {
          await recorder.set(isOn);
          return { isOn: recorder.isOn, folder: settings.recorder.folder };
        },
      },
      async stop() {
        stopping.abort();
        tick.cancel();
        await replays.stop();
        await Promise.all([...markets.values()].map((live) => live.close()));
        await recorder.close();
      },
    };

    async function readCandles(
      id: string,
      { interval, fromMs, toMs }: { interval: string; fromMs: number; toMs: number },
    ): Promise<VenueCandle[]> {
      const { instrument } = known(followed().find((one) => one.instrument.id === id));
      const live = markets.get(instrument.market);
      if (!live) throw new AppError('VENUE_UNREACHABLE');
      const range = { symbol: instrument.symbol, interval, fromMs, toMs };
      const candles: VenueCandle[] = [];
      for await (const { rows } of live.source.backfillKlines(range, {
        signal: stopping.signal,
        maxPages: 4,
      }))
        candles.push(...rows.map((row) => toVenueCandle(instrument, row, clock.now())));
      return candles;
    }
  },
});

function known(followed: FollowedFeed | undefined): FollowedFeed {
  if (!followed) throw new AppError('INSTRUMENT_UNKNOWN');
  return followed;
}

function toHealth(
  all: readonly FollowedFeed[],
  troubles: ReadonlyMap<MarketName, string>,
  nowMs: number,
): PartHealth {
  const feeds = all.filter(({ instrument }) => instrument.origin === 'live');
  const states = feeds.map((one) => one.toState(nowMs));
  const live = states.filter(({ state }) => state === 'live').length;
  const [trouble] = troubles;
  if (trouble)
    return {
      status: live > 0 ? 'Degraded' : 'Disconnected',
      says: `The ${trouble[0]} market cannot be reached: ${trouble[1]}`,
    };
  const doubtful = feeds.find((one) => one.isDoubtful(nowMs));
  if (doubtful) {
    const { id, says } = doubtful.toState(nowMs);
    return { status: 'Degraded', says: `${id}: ${says}` };
  }
  if (live === states.length) return { status: 'Healthy', says: `${live} order books follow their streams.` };
  const broken = states.filter(({ state }) => state === 'disconnected' || state === 'silent');
  const [first] = broken;
  const says = `${live} of ${states.length} order books follow their streams.${first ? ` ${first.id}: ${first.says}` : ''}`;
  return broken.length > 0
    ? { status: live > 0 ? 'Degraded' : 'Disconnected', says }
    : { status: 'Healthy', says, word: 'starting' };
}
