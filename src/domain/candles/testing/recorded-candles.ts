// Candles and trades of recordings as whole ticks and lots; every number is read from its text, never as a float.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { recordedData } from '../../../../test/recorded-data.ts';
import { decimalsOf, parseDecimal } from '../../market/decimal.ts';
import type { Candle, CandleTrade } from '../candle.ts';

/** Digits after the point in which one tick and one lot are counted. */
export type Scale = { readonly price: number; readonly size: number };

type Row = readonly [timeMs: number, open: string, high: string, low: string, close: string, volume: string];

/** `[[time, open, high, low, close, volume], …]`. */
export function loadJsonRows(path: string): Row[] {
  const text = unzip(path);
  return text
    .slice(text.indexOf('[[') + 2, text.lastIndexOf(']]'))
    .split(/\],\s*\[/)
    .map((row) => {
      const [time, open = '', high = '', low = '', close = '', volume = ''] = row
        .split(',')
        .map((cell) => cell.trim());
      return [Number(time), open, high, low, close, toCleanText(volume)];
    });
}

/** `date,open,high,low,close,volume` with a head line. */
export function loadCsvRows(path: string): Row[] {
  const [, ...lines] = unzip(path).trim().split('\n');
  return lines.map((line) => {
    const [date = '', open = '', high = '', low = '', close = '', volume = ''] = line.trim().split(',');
    return [Date.parse(date.replace('.000000000+0000', 'Z')), open, high, low, close, volume];
  });
}

export function scaleOf(rows: readonly Row[]): Scale {
  let [price, size] = [0, 0];
  for (const [, open, high, low, close, volume] of rows) {
    price = Math.max(price, ...[open, high, low, close].map(decimalsOf));
    size = Math.max(size, decimalsOf(volume));
  }
  return { price, size };
}

/** What a recording does not say of a candle, buyers and count, is 0. */
export function toCandles(rows: readonly Row[], { price, size }: Scale): Candle[] {
  return rows.map(([startMs, open, high, low, close, volume]) => ({
    startMs,
    openTicks: parseDecimal(open, price),
    highTicks: parseDecimal(high, price),
    lowTicks: parseDecimal(low, price),
    closeTicks: parseDecimal(close, price),
    volumeLots: parseDecimal(volume, size),
    buyLots: 0,
    trades: 0,
  }));
}

/** Aggregated trades as Binance has them. */
export function loadAggregatedTrades(path: string, { price, size }: Scale): CandleTrade[] {
  const all: { info: { a: number; p: string; q: string; T: number; m: boolean } }[] = JSON.parse(unzip(path));
  return all.map(({ info }) => ({
    id: info.a,
    timeMs: info.T,
    priceTicks: parseDecimal(info.p, price),
    sizeLots: parseDecimal(info.q, size),
    isBuy: !info.m,
  }));
}

/** The recorder summed volumes in floats and printed their noise, as in 1642449.6000000001. */
function toCleanText(volume: string): string {
  return String(Number(Number(volume).toPrecision(14)));
}

function unzip(path: string): string {
  return gunzipSync(readFileSync(recordedData(path))).toString();
}
