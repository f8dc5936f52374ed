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

/** Of at least one candle, in their order; it carries the time it is given. */
export function mergeCandles(
  candles: readonly Candle[],
  openMs: number,
  lengthMs: number,
): Candle | undefined {
  const [first] = candles;
  const last = candles.at(-1);
  if (!first || !last) return undefined;
  const sum = { ...first, openMs, lengthMs, close: last.close };
  for (const candle of candles) {
    sum.high = Math.max(sum.high, candle.high);
    sum.low = Math.min(sum.low, candle.low);
    if (candle.lastId >= 0) sum.lastId = candle.lastId;
    if (sum.firstId < 0) sum.firstId = candle.firstId;
    if (candle === first) continue;
    sum.lots += candle.lots;
    sum.value += candle.value;
    sum.count += candle.count;
    sum.takerLots += candle.takerLots;
    sum.takerValue += candle.takerValue;
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
