// Messages of many symbols of one market, as bytes, become the records of their instruments.
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { RefusedWhy } from '../../venue-feed.ts';
import type { MessageKind } from '../parse/message-fields.ts';
import { MessageReader } from '../parse/message-reader.ts';
import { takeSideMessage } from './side-messages.ts';
import { SymbolFeed, type SymbolFeedOptions } from './symbol-feed.ts';

export type MarketFeedOptions = {
  readonly sink: SymbolFeedOptions['sink'];
  readonly onNeedSnapshot: (
    symbol: SymbolFeed,
    reason: Parameters<SymbolFeedOptions['onNeedSnapshot']>[0],
  ) => void;
  readonly onMissedTrades?: (symbol: SymbolFeed, fromId: number, count: number) => void;
  readonly isRecorded?: boolean;
  readonly onRefused?: (symbol: SymbolFeed, why: RefusedWhy) => void;
  /** What is no record by itself: klines, answers. */
  readonly onOther?: (
    kind: MessageKind,
    bytes: Uint8Array,
    from: number,
    to: number,
    receivedMs: number,
  ) => void;
};

export class MarketFeed {
  /** Messages taken, and those of them that could not be read. */
  messages = 0;
  malformed = 0;
  readonly #options: MarketFeedOptions;
  readonly #reader = new MessageReader();
  readonly #symbols = new Map<string, SymbolFeed>();

  constructor(options: MarketFeedOptions) {
    this.#options = options;
  }

  get symbols(): Iterable<SymbolFeed> {
    return this.#symbols.values();
  }

  symbol(name: string): SymbolFeed | undefined {
    return this.#symbols.get(name);
  }

  /** `index` is the instrument's place in the feed. */
  add(index: number, instrument: Instrument): SymbolFeed {
    const { sink, isRecorded = false, onNeedSnapshot, onMissedTrades, onRefused } = this.#options;
    const feed: SymbolFeed = new SymbolFeed({
      ...{ index, instrument, sink, isRecorded },
      onNeedSnapshot: (reason) => onNeedSnapshot(feed, reason),
      onMissedTrades: (fromId, count) => onMissedTrades?.(feed, fromId, count),
      onRefused: (why) => onRefused?.(feed, why),
    });
    this.#symbols.set(instrument.symbol, feed);
    return feed;
  }

  remove(symbol: string): void {
    this.#symbols.delete(symbol);
  }

  /** A message of the stream. Never throws for what is in it. */
  accept(bytes: Uint8Array, from: number, to: number, receivedMs: number): void {
    this.messages++;
    const reader = this.#reader;
    const kind = reader.read(bytes, from, to);
    if (kind === 'depth') this.#symbols.get(reader.symbol)?.onDepth(reader, receivedMs);
    else if (kind === 'bookTicker') this.#symbols.get(reader.symbol)?.onTicker(reader, receivedMs);
    else if (kind === 'trade' || kind === 'aggTrade')
      this.#symbols.get(reader.symbol)?.onTrade(kind, reader, receivedMs);
    else if (kind === 'malformed') this.malformed++;
    else {
      if (kind === 'other')
        takeSideMessage((symbol) => this.#symbols.get(symbol), bytes, from, to, receivedMs);
      this.#options.onOther?.(kind, bytes, from, to, receivedMs);
    }
  }

  /** The answer to a question for a symbol's book; false when it is none. */
  acceptSnapshot(symbol: string, bytes: Uint8Array, from: number, to: number, receivedMs: number): boolean {
    const kind = this.#reader.read(bytes, from, to);
    if (kind !== 'snapshot' && kind !== 'partial') return false;
    this.#symbols.get(symbol)?.onSnapshot(this.#reader, receivedMs);
    return true;
  }
}
