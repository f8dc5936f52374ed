// Candles of any interval, as the exchange would answer them now.
import { addFill, type Candle, emptyCandle } from './candle.ts';
import type { CandleQuery } from './candle-store.ts';
import { openOf } from './intervals.ts';
import type { SymbolRecord } from './symbol-record.ts';

const SECOND_MS = 1000;

export function readCandles(record: SymbolRecord, query: CandleQuery, nowMs: number): Candle[] {
  if (query.length === SECOND_MS) return readSeconds(record, query, nowMs);
  record.candles.advance(nowMs);
  return record.candles.read(query);
}

/** Seconds are made of the trades that are still kept. */
function readSeconds({ trades, amounts }: SymbolRecord, query: CandleQuery, nowMs: number): Candle[] {
  const { startMs, endMs = nowMs, limit } = query;
  const seconds: Candle[] = [];
  for (const trade of trades.last(Number.MAX_SAFE_INTEGER)) {
    const openMs = openOf(SECOND_MS, trade.atMs);
    let last = seconds.at(-1) ?? emptyCandle(openMs, SECOND_MS, trade.ticks);
    if (seconds.length === 0) seconds.push(last);
    while (last.openMs < openMs) {
      last = emptyCandle(last.openMs + SECOND_MS, SECOND_MS, last.close);
      seconds.push(last);
    }
    addFill(last, { ...trade, value: amounts.valueOf(trade.ticks, trade.lots) });
  }
  const inside = seconds.filter(({ openMs }) => openMs >= (startMs ?? 0) && openMs <= endMs);
  return startMs === undefined ? inside.slice(-limit) : inside.slice(0, limit);
}
