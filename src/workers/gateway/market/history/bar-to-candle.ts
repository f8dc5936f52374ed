import { decimalsOf, formatDecimal, parseDecimal } from '../../../../domain/market/decimal.ts';
import type { CandleView, FootprintView } from '../../../../domain/order-flow/market-words.ts';

/** A footprint bar has all that a candle of its minute has. */
export function barToCandle(bar: FootprintView): CandleView {
  const { openMs, open, high, low, close, buy, sell, delta, isClosed, isPartial } = bar;
  const decimals = Math.max(decimalsOf(buy), decimalsOf(sell));
  const volume = formatDecimal(parseDecimal(buy, decimals) + parseDecimal(sell, decimals), decimals);
  return { openMs, open, high, low, close, volume, delta, isClosed, ...(isPartial && { isPartial }) };
}
