// One candle in ticks and lots, and how candles become one.

export type Candle = {
  openMs: number;
  lengthMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  lots: number;
  /** Sum of traded values, in the units of `Amounts`. */
  value: bigint;
  count: number;
  /** Bought by takers. */
  takerLots: number;
  takerValue: bigint;
  /** -1 where nothing was traded. */
  firstId: number;
  lastId: number;
};

export function emptyCandle(openMs: number, lengthMs: number, ticks: number): Candle {
  return {
    ...{ openMs, lengthMs, open: ticks, high: ticks, low: ticks, close: ticks },
    ...{ lots: 0, value: 0n, count: 0, takerLots: 0, takerValue: 0n, firstId: -1, lastId: -1 },
  };
}

/** Of candles in their order; it carries the time it is given. Where something was traded, minutes without a trade say nothing. */
export function mergeCandles(
  candles: readonly Candle[],
  openMs: number,
  lengthMs: number,
): Candle | undefined {
  const traded = candles.filter(({ count }) => count > 0);
  const [first, ...rest] = traded;
  const [empty] = candles;
  if (!first) return empty && emptyCandle(openMs, lengthMs, empty.close);
  const sum = { ...first, openMs, lengthMs };
  for (const candle of rest) {
    sum.high = Math.max(sum.high, candle.high);
    sum.low = Math.min(sum.low, candle.low);
    sum.close = candle.close;
    sum.lots += candle.lots;
    sum.value += candle.value;
    sum.count += candle.count;
    sum.takerLots += candle.takerLots;
    sum.takerValue += candle.takerValue;
    sum.lastId = candle.lastId;
  }
  return sum;
}

export type Fill = {
  readonly atMs: number;
  readonly tradeId: number;
  readonly ticks: number;
  readonly lots: number;
  readonly isBuyerMaker: boolean;
  readonly value: number;
};

export function addFill(candle: Candle, { tradeId, ticks, lots, isBuyerMaker, value }: Fill): void {
  if (candle.count === 0) candle.open = candle.high = candle.low = ticks;
  candle.high = Math.max(candle.high, ticks);
  candle.low = Math.min(candle.low, ticks);
  candle.close = ticks;
  candle.lots += lots;
  candle.value += BigInt(value);
  candle.count++;
  if (candle.firstId < 0) candle.firstId = tradeId;
  candle.lastId = tradeId;
  if (isBuyerMaker) return;
  candle.takerLots += lots;
  candle.takerValue += BigInt(value);
}
