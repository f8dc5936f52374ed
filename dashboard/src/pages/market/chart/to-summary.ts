import { decimalsOfStep } from '../../../format/decimal.ts';
import { formatDecimals, formatPercent, formatSigned } from '../../../format/number.ts';
import type { MarketFeed } from '../feed/market-feed.ts';

/** What the chart shows, in a sentence for those who do not see it. */
export function toSummary({ instrument, interval, candles, signals }: MarketFeed): string {
  const [first, last] = [candles.all[0], candles.last];
  const name = `${instrument.symbol}, bars of ${interval}`;
  if (!first || !last) return `${name}: not loaded yet.`;
  const decimals = decimalsOfStep(instrument.tickUnits, instrument.priceDecimals);
  const change = formatSigned((last.close / first.open - 1) * 100, formatPercent);
  return `${name}: last price ${formatDecimals(last.close, decimals)} ${instrument.quote}, ${change} over ${candles.all.length} bars, ${signals?.length ?? 0} signals.`;
}
