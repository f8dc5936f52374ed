// A market whose every trade is known: it tells candles as the venue does, and feeds what the analyst is connected to.
import type { FeedRecord } from '../../../domain/market/feed-record.ts';
import { gapReasons } from '../../../domain/market/feed-record.ts';
import { type Instrument, priceOf, showPrice, showSize, sizeOf } from '../../../domain/market/instrument.ts';
import { type BarInterval, barIntervalMs } from '../../../domain/order-flow/bar-words.ts';
import type { VenueCandle } from '../../../domain/order-flow/market-words.ts';

type Trade = {
  readonly atMs: number;
  readonly isBuy: boolean;
  readonly price: number;
  readonly size: number;
};
type Reader = (record: FeedRecord, sequence: number) => void;
type Range = { readonly interval: string; readonly fromMs: number; readonly toMs: number };

export class TrueMarket {
  readonly instrument: Instrument;
  readonly trades: Trade[] = [];
  isReachable = true;
  readonly asked: Range[] = [];
  readonly #book = { bid: new Map<number, number>(), ask: new Map<number, number>() };
  #reader: Reader | undefined;
  #sequence = 0;
  #isConnected = true;
  #nowMs = 0;

  constructor(instrument: Instrument) {
    this.instrument = instrument;
  }

  /** What came of the stream: it happens, and is told while somebody is connected. */
  happen(record: Readonly<FeedRecord>): void {
    const { kind, price, size, eventMs } = record;
    this.#nowMs = Math.max(this.#nowMs, eventMs);
    if (kind === 'bid' || kind === 'ask') this.#book[kind].set(price, size);
    if (kind === 'buy' || kind === 'sell')
      this.trades.push({ atMs: eventMs, isBuy: kind === 'buy', price, size });
    if (this.#isConnected) this.#tell(record);
  }

  disconnect(): void {
    this.#tell(this.#record('gap', 0, gapReasons.indexOf('disconnected')));
    this.#isConnected = false;
  }

  connect(): void {
    this.#isConnected = true;
    this.sendBook();
  }

  sendBook(): void {
    if (this.#nowMs === 0) return;
    this.#tell(this.#record('snapshot', 0, 0));
    for (const kind of ['bid', 'ask'] as const)
      for (const [price, size] of this.#book[kind]) if (size > 0) this.#tell(this.#record(kind, price, size));
    this.#tell(this.#record('depth', 0, 0));
  }

  read(reader: Reader): () => void {
    this.#reader = reader;
    return () => {
      this.#reader = undefined;
    };
  }

  candles({ interval, fromMs, toMs }: Range): VenueCandle[] {
    const stepMs = barIntervalMs[interval as BarInterval];
    const groups = Map.groupBy(
      this.trades.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
      ({ atMs }) => atMs - (atMs % stepMs),
    );
    return [...groups]
      .sort(([a], [b]) => a - b)
      .map(([openMs, trades]) => this.#candle(openMs, trades, openMs + stepMs <= this.#nowMs));
  }

  /** Lots bought less those sold. */
  delta(fromMs: number, toMs: number): number {
    return this.trades
      .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
      .reduce((sum, { isBuy, size }) => sum + (isBuy ? size : -size), 0);
  }

  #candle(openMs: number, trades: readonly Trade[], isClosed: boolean): VenueCandle {
    const { instrument } = this;
    const prices = trades.map(({ price }) => price);
    const show = (ticks: number) => showPrice(instrument, ticks);
    const volume = trades.reduce((sum, { size }) => sum + size, 0);
    const worth = trades.reduce((sum, { price, size }) => sum + price * size, 0);
    return {
      openMs,
      open: show(prices[0]!),
      high: show(Math.max(...prices)),
      low: show(Math.min(...prices)),
      close: show(prices.at(-1)!),
      volume: showSize(instrument, volume),
      delta: showSize(
        instrument,
        trades.reduce((sum, { isBuy, size }) => sum + (isBuy ? size : -size), 0),
      ),
      isClosed,
      quoteVolume: (worth * priceOf(instrument, 1) * sizeOf(instrument, 1)).toFixed(8),
    };
  }

  #record(kind: FeedRecord['kind'], price: number, size: number): FeedRecord {
    return { kind, instrument: 0, eventMs: 0, receivedMs: this.#nowMs, price, size, id: 0 };
  }

  #tell(record: Readonly<FeedRecord>): void {
    this.#reader?.({ ...record, instrument: 0 }, this.#sequence++);
  }
}
