// Prices of now and of the last 24 hours, of one symbol or of all.
import { mergeCandles } from '../record/candle.ts';
import { toDayStatistics } from '../record/day-statistics.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { allKinds, bySymbol, type Endpoint, flat, type RestContext } from './endpoint.ts';
import { Refusal } from './refusal.ts';

const AVERAGE_MINUTES = 5;

export const tickers: readonly Endpoint[] = [
  {
    path: 'ticker/24hr',
    kinds: allKinds,
    weight: bySymbol([2, 80], [1, 40]),
    answer: (context) => forEach(context, toDay),
  },
  {
    path: 'ticker/price',
    kinds: allKinds,
    weight: bySymbol([2, 4], [1, 2]),
    answer: (context) => forEach(context, toLast),
  },
  {
    path: 'ticker/bookTicker',
    kinds: allKinds,
    weight: bySymbol([2, 4], [2, 5]),
    answer: (context) => forEach(context, toTop),
  },
  {
    path: 'avgPrice',
    kinds: ['spot'],
    weight: flat(2, 2),
    answer({ params, nowMs }) {
      const record = params.symbol();
      params.end();
      const { amounts, candles } = record;
      candles.advance(nowMs);
      const sum = mergeCandles(candles.since(nowMs - AVERAGE_MINUTES * 60_000), 0, 0);
      const ticks = sum && sum.lots > 0 ? Number(sum.value / BigInt(sum.lots)) : (sum?.close ?? 0);
      return { mins: AVERAGE_MINUTES, price: amounts.price(ticks), closeTime: nowMs };
    },
  },
];

type Row = object | undefined;

/** One object for one symbol, else an array; with coin margin an array in either case, because a pair may be asked for. */
function forEach(context: RestContext, toRow: (record: SymbolRecord, nowMs: number) => Row): unknown {
  const { params, kind, records, nowMs } = context;
  const one = params.optionalSymbol();
  const some = kind === 'spot' ? params.symbols() : undefined;
  params.ignore('type', 'symbolStatus');
  params.end();
  if (one && some) throw new Refusal(-1128, 'Combination of optional parameters invalid.');
  for (const { candles } of records) candles.advance(nowMs);
  if (one && kind !== 'coinm') return toRow(one, nowMs) ?? {};
  return (one ? [one] : (some ?? records)).flatMap((record) => toRow(record, nowMs) ?? []);
}

function toDay(record: SymbolRecord, nowMs: number): Row {
  const { instrument, amounts } = record;
  const day = toDayStatistics(record, nowMs);
  if (!day) return undefined;
  const book = record.book(1);
  const [bidPrice, bidQty] = book?.bids[0] ?? [amounts.price(0), amounts.size(0)];
  const [askPrice, askQty] = book?.asks[0] ?? [amounts.price(0), amounts.size(0)];
  const isInverse = instrument.kind === 'coinm';
  return {
    symbol: instrument.symbol,
    ...(isInverse ? { pair: instrument.pair } : {}),
    priceChange: day.change,
    priceChangePercent: day.changePercent,
    weightedAvgPrice: day.weightedAverage,
    ...(instrument.kind === 'spot' ? { prevClosePrice: day.open } : {}),
    lastPrice: day.last,
    lastQty: day.lastSize,
    ...(instrument.kind === 'spot' ? { bidPrice, bidQty, askPrice, askQty } : {}),
    openPrice: day.open,
    highPrice: day.high,
    lowPrice: day.low,
    volume: day.volume,
    ...(isInverse ? { baseVolume: day.value } : { quoteVolume: day.value }),
    openTime: day.openMs,
    closeTime: day.closeMs,
    firstId: day.firstId,
    lastId: day.lastId,
    count: day.count,
  };
}

function toLast({ instrument, amounts, trades }: SymbolRecord, nowMs: number): Row {
  const last = trades.newest;
  if (!last) return undefined;
  const { kind, symbol, pair } = instrument;
  return {
    symbol,
    ...(kind === 'coinm' ? { ps: pair } : {}),
    price: amounts.price(last.ticks),
    ...(kind === 'spot' ? {} : { time: nowMs }),
  };
}

function toTop({ instrument, book }: SymbolRecord, nowMs: number): Row {
  const snapshot = book(1);
  const [bid] = snapshot?.bids ?? [];
  const [ask] = snapshot?.asks ?? [];
  if (!snapshot || !bid || !ask) return undefined;
  const { kind, symbol, pair } = instrument;
  return {
    symbol,
    ...(kind === 'coinm' ? { pair } : {}),
    ...{ bidPrice: bid[0], bidQty: bid[1], askPrice: ask[0], askQty: ask[1] },
    ...(kind === 'spot' ? {} : { lastUpdateId: snapshot.lastUpdateId, time: nowMs }),
  };
}
