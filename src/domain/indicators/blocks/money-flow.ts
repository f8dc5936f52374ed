type Bar = { readonly high: number; readonly low: number; readonly close: number };

/** Where the close stands in its range, from -1 at the low to 1 at the high; 0 of a candle without height. */
export function toMoneyFlowMultiplier({ high, low, close }: Bar): number {
  return high === low ? 0 : (close - low - (high - close)) / (high - low);
}
