// Minutes made to measure: the trades of bars with given prices and volumes.
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { startMs, together, trade } from './records.ts';

export type Candle = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Lots by aggressor; in each of four places an equal part of both. */
  readonly ask: number;
  readonly bid: number;
};

/** A bar between two prices whose ends stick out by `wick`. */
export function candle(open: number, close: number, ask: number, bid: number, wick = 2): Candle {
  return { open, close, high: Math.max(open, close) + wick, low: Math.min(open, close) - wick, ask, bid };
}

/** The trades of such minutes one after another, and one trade after the last, which closes it. */
export function minutesOf(candles: readonly Candle[], fromMs = startMs): FeedRecord[] {
  const endMs = fromMs + candles.length * 60_000;
  return together(...candles.map((each, i) => tradesOf(each, fromMs + i * 60_000)), [
    trade(endMs, 'buy', candles.at(-1)?.close ?? 0, 1),
  ]);
}

function tradesOf({ open, high, low, close, ask, bid }: Candle, openMs: number): FeedRecord[] {
  const path = close >= open ? [open, low, high, close] : [open, high, low, close];
  return path.flatMap((price, i) => {
    const part = (lots: number) => Math.floor(lots / 4) + (i === 0 ? lots % 4 : 0);
    const atMs = openMs + i * 15_000;
    return [
      ...(part(ask) > 0 ? [trade(atMs, 'buy', price, part(ask))] : []),
      ...(part(bid) > 0 ? [trade(atMs + 1, 'sell', price, part(bid))] : []),
    ];
  });
}

/** The minute in which that lies: a bar is known to have ended only with the next trade. */
export function minuteOf(eventMs: number): number {
  return Math.floor(eventMs / 60_000) * 60_000;
}

/** The close time of the minute with this index. */
export function closeMs(index: number): number {
  return startMs + (index + 1) * 60_000;
}
