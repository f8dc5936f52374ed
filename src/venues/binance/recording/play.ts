// Plays a recording through the very feed that live messages go through.
import type { FeedSink } from '../../../domain/market/feed-record.ts';
import type { MarketName } from '../../../domain/market/instrument.ts';
import { MarketFeed } from '../feed/market-feed.ts';
import type { SymbolFeed } from '../feed/symbol-feed.ts';
import type { OpenedRecording } from './open-recording.ts';
import type { Recorded } from './recording.ts';

export type Player = {
  /** Feeds of the instruments, in the order of `recording.instruments`, which is their index in records. */
  readonly symbols: readonly SymbolFeed[];
  /** Lines taken, and of them messages that could not be read. */
  readonly messages: number;
  readonly malformed: number;
  accept(line: Recorded): void;
};

/** @param places of the instruments in the feed; without them those in the recording */
export function createPlayer(
  recording: Pick<OpenedRecording, 'instruments' | 'marketOf'>,
  sink: FeedSink,
  places?: readonly number[],
): Player {
  const feeds = new Map<MarketName, MarketFeed>();
  let messages = 0;
  let malformed = 0;
  const feedOf = (market: MarketName) => {
    const known = feeds.get(market);
    if (known) return known;
    // A recording answers no questions: the snapshot that is asked for comes when it was recorded, or never.
    const feed = new MarketFeed({
      sink,
      isRecorded: true,
      onNeedSnapshot() {},
      onOther(kind, bytes, from, to, receivedMs) {
        if (kind === 'snapshot') takeUnnamed(feed, bytes, from, to, receivedMs);
      },
    });
    feeds.set(market, feed);
    return feed;
  };
  const symbols = recording.instruments.map((instrument, index) =>
    feedOf(instrument.market).add(places?.[index] ?? index, instrument),
  );
  return {
    symbols,
    get messages() {
      return messages;
    },
    get malformed() {
      return malformed + [...feeds.values()].reduce((sum, feed) => sum + feed.malformed, 0);
    },
    accept(line) {
      messages++;
      const { url, bytes, from, to, receivedMs } = line;
      const feed = feedOf(recording.marketOf(line));
      if (url === undefined) return feed.accept(bytes, from, to, receivedMs);
      const symbol = new URLSearchParams(url.split('?')[1]).get('symbol');
      if (symbol === null || !url.includes('/depth')) return;
      if (!feed.acceptSnapshot(symbol, bytes, from, to, receivedMs)) malformed++;
    },
  };
}

/** A snapshot without its symbol is of the one that waits for it and whose updates it lies among. */
function takeUnnamed(
  feed: MarketFeed,
  bytes: Uint8Array,
  from: number,
  to: number,
  receivedMs: number,
): void {
  const waiting = [...feed.symbols].filter(({ bookFeed }) => !bookFeed.isLive);
  const [only] = waiting.length > 0 ? waiting : [...feed.symbols];
  if (waiting.length <= 1 && only) {
    feed.acceptSnapshot(only.instrument.symbol, bytes, from, to, receivedMs);
    return;
  }
  for (const { instrument, bookFeed } of waiting)
    if (bookFeed.mayFit(lastUpdateIdOf(bytes, from, to)))
      feed.acceptSnapshot(instrument.symbol, bytes, from, to, receivedMs);
}

function lastUpdateIdOf(bytes: Uint8Array, from: number, to: number): number {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to - from, 200)).toString(
    'latin1',
  );
  return Number(/"lastUpdateId":\s*(\d+)/.exec(head)?.[1] ?? Number.NaN);
}
