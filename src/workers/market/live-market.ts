// One market of the venue, live: its streams through the feed, its books and what is missing asked for over REST.

import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { FeedSink } from '../../domain/market/feed-record.ts';
import { type MarketName, parsePrice, parseSize } from '../../domain/market/instrument.ts';
import { binance } from '../../venues/binance/binance.ts';
import { MarketFeed } from '../../venues/binance/feed/market-feed.ts';
import { createRecordWriter } from '../../venues/binance/feed/record-writer.ts';
import type { Endpoints, MarketSource, StreamState } from '../../venues/venue.ts';
import type { Followed } from './followed.ts';
import type { Recorder } from './recorder.ts';
import type { MarketSettings } from './settings.ts';
import { createSideMessages } from './side-messages.ts';
import { createSnapshots } from './snapshots.ts';

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
  add(followed: readonly Followed[]): void;
  /** Has the recorder write a book of each symbol. */
  recordBooks(): void;
  close(): Promise<void>;
};

/** Trades asked for after a hole; a longer one stays one, which is told. */
const MAX_MISSED_TRADES = 5000;

export function openLiveMarket(options: LiveMarketOptions): LiveMarket {
  const { doors, market, settings, endpoints, sink, recorder } = options;
  const { clock, log } = doors;
  const stopped = new AbortController();
  const followed = new Map<string, Followed>();
  const side = createSideMessages(followed);
  const trades = settings.trades[market];
  const bookPath = (symbol: string) => `depth?symbol=${symbol}&limit=${settings.snapshotLimit}`;

  const feed = new MarketFeed({
    sink,
    onNeedSnapshot: ({ instrument: { symbol } }) => snapshots.want(symbol),
    onMissedTrades: ({ instrument: { symbol } }, fromId, count) => void fillTrades(symbol, fromId, count),
    onOther: side.accept,
  });
  const source = binance.open(
    doors,
    {
      market,
      endpoints,
      onMessage(bytes, receivedMs) {
        recorder.message(market, bytes, receivedMs);
        feed.accept(bytes, 0, bytes.length, receivedMs);
      },
      onState: told,
      onSkew: ({ offsetMs, uncertaintyMs }) => side.clock(offsetMs, uncertaintyMs, clock.now()),
    },
    settings.venue,
  );
  const snapshots = createSnapshots({
    ...doors,
    ask: (symbol, signal) => source.depth(symbol, settings.snapshotLimit, { signal, urgent: true }),
    onAnswer(symbol, bytes) {
      const receivedMs = clock.now();
      recorder.answer(market, bookPath(symbol), bytes, receivedMs);
      return feed.acceptSnapshot(symbol, bytes, 0, bytes.length, receivedMs);
    },
  });

  function told(state: StreamState): void {
    if (state.type === 'silent') side.silent(state.symbol, state.stream, state.forMs, clock.now());
    if (state.type === 'refused') log.warn(`${state.stream}: ${state.reason}`, { category: 'reconnect' });
    if (state.type !== 'disconnected') return;
    for (const symbol of state.symbols) {
      feed.symbol(symbol)?.bookFeed.disconnect();
      followed.get(symbol)?.disconnected(state.reason);
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
          const ticks = parsePrice(instrument, price);
          const lots = parseSize(instrument, size);
          symbolFeed.trade(id, ticks, lots, isBuyerMaker, timeMs, clock.now());
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
      recorder.answer(market, bookPath(symbol), bytes, clock.now());
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
        one.write.gap('overrun', 0);
        recorder.instrument(instrument);
      }
      const choice = { depthSpeed: settings.depthSpeed[market], trades };
      source.setStreams(
        new Map([...followed.keys()].map((symbol) => [symbol, binance.streamNames(market, symbol, choice)])),
      );
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
