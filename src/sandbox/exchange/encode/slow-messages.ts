// Messages of streams that are sent once in a while: candles, statistics of the day, mark prices, forced orders.
import type { Instrument } from '../../market/instrument.ts';
import type { LiquidationEvent } from '../../market/market-event.ts';
import type { Amounts } from '../amounts.ts';
import type { Candle } from '../record/candle.ts';
import type { DayStatistics } from '../record/day-statistics.ts';
import type { MarkFacts } from '../record/futures-facts.ts';
import type { PrintedTop } from './encoding.ts';

/** Of a mark price and an index. */
const MARK_DECIMALS = 8;

export function printKline(
  { symbol }: Instrument,
  amounts: Amounts,
  candle: Candle,
  interval: string,
  eventMs: number,
): string {
  const { price, size, value } = amounts;
  return JSON.stringify({
    e: 'kline',
    E: eventMs,
    s: symbol,
    k: {
      t: candle.openMs,
      T: candle.openMs + candle.lengthMs - 1,
      s: symbol,
      i: interval,
      f: candle.firstId,
      L: candle.lastId,
      o: price(candle.open),
      c: price(candle.close),
      h: price(candle.high),
      l: price(candle.low),
      v: size(candle.lots),
      n: candle.count,
      x: eventMs >= candle.openMs + candle.lengthMs,
      q: value(candle.value),
      V: size(candle.takerLots),
      Q: value(candle.takerValue),
      B: '0',
    },
  });
}

export function printTicker(instrument: Instrument, day: DayStatistics, top: PrintedTop | undefined): string {
  const { symbol, pair, kind } = instrument;
  const isSpot = kind === 'spot';
  return JSON.stringify({
    e: '24hrTicker',
    E: day.closeMs,
    s: symbol,
    ...(kind === 'coinm' ? { ps: pair } : {}),
    p: day.change,
    P: day.changePercent,
    w: day.weightedAverage,
    ...(isSpot ? { x: day.open } : {}),
    c: day.last,
    Q: day.lastSize,
    ...(isSpot && top ? { b: top.bidPrice, B: top.bidSize, a: top.askPrice, A: top.askSize } : {}),
    o: day.open,
    h: day.high,
    l: day.low,
    v: day.volume,
    q: day.value,
    O: day.openMs,
    C: day.closeMs,
    F: day.firstId,
    L: day.lastId,
    n: day.count,
  });
}

export function printMiniTicker({ symbol, pair, kind }: Instrument, day: DayStatistics): string {
  return JSON.stringify({
    e: '24hrMiniTicker',
    E: day.closeMs,
    s: symbol,
    ...(kind === 'coinm' ? { ps: pair } : {}),
    c: day.last,
    o: day.open,
    h: day.high,
    l: day.low,
    v: day.volume,
    q: day.value,
  });
}

export function printMarkPrice({ symbol }: Instrument, facts: MarkFacts, eventMs: number): string {
  const mark = facts.mark.toFixed(MARK_DECIMALS);
  const index = facts.index.toFixed(MARK_DECIMALS);
  return `{"e":"markPriceUpdate","E":${eventMs},"s":"${symbol}","p":"${mark}","i":"${index}","P":"${index}","r":"${facts.fundingRate.toFixed(8)}","T":${facts.nextFundingMs}}`;
}

export function printForceOrder(
  { symbol, pair, kind }: Instrument,
  { price, size }: Amounts,
  { atMs, isSell, ticks, averageTicks, lots }: LiquidationEvent,
): string {
  const pairField = kind === 'coinm' ? `"ps":"${pair}",` : '';
  const side = isSell ? 'SELL' : 'BUY';
  const filled = size(lots);
  return `{"e":"forceOrder","E":${atMs},"o":{"s":"${symbol}",${pairField}"S":"${side}","o":"LIMIT","f":"IOC","q":"${filled}","p":"${price(ticks)}","ap":"${price(Math.round(averageTicks))}","X":"FILLED","l":"${filled}","z":"${filled}","T":${atMs}}}`;
}
