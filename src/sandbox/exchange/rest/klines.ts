import type { Candle } from '../record/candle.ts';
import { readCandles } from '../record/read-candles.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { allKinds, type Endpoint, type RestContext } from './endpoint.ts';

const SPOT_MOST = 1000;
const FUTURES_MOST = 1500;

const weight: Endpoint['weight'] = (query, kind) => {
  if (kind === 'spot') return 2;
  const limit = Number(query.get('limit') ?? 500);
  return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1000 ? 5 : 10;
};

export const klines: readonly Endpoint[] = [
  { path: 'klines', kinds: allKinds, weight, answer },
  { path: 'uiKlines', kinds: ['spot'], weight, answer },
];

function answer({ params, kind, nowMs }: RestContext): unknown {
  const record = params.symbol();
  const [, length] = params.interval();
  const startMs = params.integer('startTime');
  const endMs = params.integer('endTime');
  const limit = params.limit(500, kind === 'spot' ? SPOT_MOST : FUTURES_MOST);
  params.ignore('timeZone');
  params.end();
  return readCandles(record, { length, startMs, endMs, limit }, nowMs).map((candle) =>
    toKline(record, candle),
  );
}

function toKline({ amounts: { price, size, value } }: SymbolRecord, candle: Candle): readonly unknown[] {
  return [
    candle.openMs,
    price(candle.open),
    price(candle.high),
    price(candle.low),
    price(candle.close),
    size(candle.lots),
    candle.openMs + candle.lengthMs - 1,
    value(candle.value),
    candle.count,
    size(candle.takerLots),
    value(candle.takerValue),
    '0',
  ];
}
