// One market of the venue, live: its streams through the feed, its books and what is missing asked for over REST.

import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import { type FeedSink, gapReasons } from '../../domain/market/feed-record.ts';
import { type MarketName, parsePrice, parseSize } from '../../domain/market/instrument.ts';
import { createRecordWriter } from '../../domain/market/record-writer.ts';
import type { Endpoints, MarketSource, StreamState } from '../../venues/venue.ts';
import type { RefusedWhy } from '../../venues/venue-feed.ts';
import type { FollowedFeed } from './followed-feed.ts';
import type { Recorder } from './recorder.ts';
import type { MarketSettings } from './settings.ts';
import { createSnapshots } from './snapshots.ts';
import { venueOf } from './venue-of.ts';

type Doors = Pick<Context, 'clock' | 'random' | 'outside' | 'log' | 'metrics'>;

export type LiveMarketOptions = {
  readonly doors: Doors;
  readonly market: MarketName;
  readonly settings: MarketSettings;
  /** Asked before each connection and request; without it those of the venue. */
  readonly endpoints: (() => Endpoints) | undefined;
  readonly sink: FeedSink;
  readonly recorder: Recorder;
};

export type LiveMarket = {
  readonly source: MarketSource;
  add(followed: readonly FollowedFeed[]): void;
  /** Once a second: what does not come is told. */
  tick(nowMs: number): void;
  /** Has the recorder write a book of each symbol. */
  recordBooks(): void;
  close(): Promise<void>;
};

/** Trades asked for after a hole; a longer one stays one, which is told. */
const MAX_MISSED_TRADES = 5000;
const OVERRUN = gapReasons.indexOf('overrun');

const refusedWords: Readonly<Record<RefusedWhy, string>> = {
  malformed: 'its fields contradict each other or the steps of price and size',
  empty: 'a trade without a price or a size',
  far: 'a trade far from every price before and behind it',
};

export function openLiveMarket(options: LiveMarketOptions): LiveMarket {
  const { doors, market, settings, endpoints, sink, recorder } = options;
  const { clock, log } = doors;
  const stopped = new AbortController();
  const followed = new Map<string, FollowedFeed>();
  const venue = venueOf(market);
  const trades = settings.trades[market];
  const bookAddress = (symbol: string) => venue.recording.bookAddress(market, symbol, settings.snapshotLimit);

  const refusals = (why: RefusedWhy) =>
    doors.metrics.counter('zapflow_feed_refused', { peer: `${venue.name}-${market}`, why });
  const refused = { malformed: refusals('malformed'), empty: refusals('empty'), far: refusals('far') };

  const feed = venue.createFeed({
    sink,
    onNeedSnapshot: ({ instrument: { symbol } }) => snapshots.want(symbol),
    onMissedTrades: ({ instrument: { symbol } }, fromId, count) => void fillTrades(symbol, fromId, count),
    onRefused({ instrument: { symbol } }, why) {
      refused[why].add();
      if (followed.get(symbol)?.refused(clock.now()))
        log.warn(`a message of ${symbol} cannot be true and is left out: ${refusedWords[why]}`, {
          market,
          symbol,
        });
    },
  });
  const source = venue.open(
    doors,
    {
      market,
      endpoints,
      onMessage(bytes, receivedMs) {
        recorder.message(market, bytes, receivedMs);
        feed.accept(bytes, 0, bytes.length, receivedMs);
      },
      onState: told,
      onClock({ offsetMs, uncertaintyMs }) {
        for (const { write } of followed.values())
          write?.('clock', 0, clock.now(), uncertaintyMs, offsetMs, 0);
      },
    },
    settings.venue,
  );
  const snapshots = createSnapshots({
    ...doors,
    ask: (symbol, signal) => source.depth(symbol, settings.snapshotLimit, { signal, urgent: true }),
    onAnswer(symbol, bytes) {
      const receivedMs = clock.now();
      recorder.answer(market, bookAddress(symbol), bytes, receivedMs);
      return feed.acceptSnapshot(symbol, bytes, 0, bytes.length, receivedMs);
    },
  });

  function told(state: StreamState): void {
    if (state.type === 'refused') log.warn(`${state.stream}: ${state.reason}`, { category: 'reconnect' });
    if (state.type === 'connected')
      for (const symbol of state.symbols) followed.get(symbol)?.connected(state.route);
    if (state.type !== 'disconnected') return;
    const parts = source.partsOf(state.streams);
    for (const symbol of state.symbols) {
      if (parts.includes('book')) feed.symbol(symbol)?.bookFeed.disconnect();
      followed.get(symbol)?.disconnected(state.route, parts, state.reason);
    }
  }

  /** Single trades of futures cannot be had afterwards without a key. */
  async function fillTrades(symbol: string, fromId: number, count: number): Promise<void> {
    if (count > MAX_MISSED_TRADES || (trades === 'trade' && market !== 'spot')) return;
    const range = { symbol, kind: trades, fromId, toId: fromId + count - 1 };
    try {
      for await (const { rows } of source.backfillTrades(range, { signal: stopped.signal })) {
        const symbolFeed = feed.symbol(symbol);
        if (!symbolFeed) return;
        const { instrument } = symbolFeed;
        for (const { id, price, size, isBuyerMaker, timeMs } of rows) {
          const steps = { price: parsePrice(instrument, price), size: parseSize(instrument, size) };
          // what is no trade stays missing, as it was told
          if (steps.price > 0 && steps.size > 0)
            symbolFeed.trade({ id, ...steps, isBuyerMaker, tradeMs: timeMs, receivedMs: clock.now() });
        }
      }
    } catch (thrown) {
      if (!stopped.signal.aborted)
        log.warn(`${count} trades of ${symbol} stay missing: ${toAppError(thrown).message}`, {
          symbol,
          fromId,
        });
    }
  }

  async function recordBook(symbol: string): Promise<void> {
    try {
      const bytes = await source.depth(symbol, settings.snapshotLimit, { signal: stopped.signal });
      recorder.answer(market, bookAddress(symbol), bytes, clock.now());
    } catch (thrown) {
      if (!stopped.signal.aborted)
        log.warn(`the recording has no book of ${symbol}: ${toAppError(thrown).message}`, { symbol });
    }
  }

  return {
    source,
    add(added) {
      for (const one of added) {
        const { instrument, index } = one;
        followed.set(instrument.symbol, one);
        one.feed = feed.add(index, instrument);
        one.write = createRecordWriter(index, sink);
        // this worker may have begun anew: whoever still has a book does not know what came in between
        one.write('gap', 0, clock.now(), 0, OVERRUN, 0);
        recorder.instrument(instrument);
      }
      const choice = { depthSpeed: settings.depthSpeed[market], trades };
      source.setStreams(
        new Map([...followed.keys()].map((symbol) => [symbol, venue.streamNames(market, symbol, choice)])),
      );
    },
    tick(nowMs) {
      for (const [symbol, one] of followed) one.tick(nowMs, source.silences(symbol), settings.venue.staleMs);
    },
    recordBooks() {
      for (const symbol of followed.keys()) void recordBook(symbol);
    },
    async close() {
      stopped.abort();
      snapshots.stop();
      await source.close();
    },
  };
}
