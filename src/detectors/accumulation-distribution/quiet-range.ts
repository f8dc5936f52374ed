// What happened in the last so many seconds, if the price stayed within a range.
import type { Seconds } from '../../domain/order-flow/flow-view.ts';

export type QuietRange = {
  readonly high: number;
  readonly low: number;
  readonly buy: number;
  readonly sell: number;
  /** Seconds with a trade. */
  readonly traded: number;
  /** Of the line of least squares, a second: ticks, and lots of cumulative delta. */
  readonly priceSlope: number;
  readonly cvdSlope: number;
};

/** Undefined where there are fewer seconds, or the range is wider than that: most often seen within a few of them. */
export function findQuietRange(seconds: Seconds, length: number, maxTicks: number): QuietRange | undefined {
  if (seconds.length < length) return undefined;
  let high = seconds.high(0);
  let low = seconds.low(0);
  for (let age = 1; age < length; age++) {
    high = Math.max(high, seconds.high(age));
    low = Math.min(low, seconds.low(age));
    if (!(high - low <= maxTicks)) return undefined;
  }
  return measure(seconds, length, high, low);
}

function measure(seconds: Seconds, length: number, high: number, low: number): QuietRange {
  let buy = 0;
  let sell = 0;
  let traded = 0;
  let priceMoment = 0;
  let cvdMoment = 0;
  // prices from the low and time from the middle, which makes the moments the slopes but for a factor
  for (let age = length - 1; age >= 0; age--) {
    const bought = seconds.buy(age);
    const sold = seconds.sell(age);
    buy += bought;
    sell += sold;
    if (bought + sold > 0) traded++;
    const time = (length - 1) / 2 - age;
    priceMoment += time * (seconds.close(age) - low);
    cvdMoment += time * (buy - sell);
  }
  const timeSquares = (length * (length * length - 1)) / 12;
  return {
    high,
    low,
    buy,
    sell,
    traded,
    priceSlope: priceMoment / timeSquares,
    cvdSlope: cvdMoment / timeSquares,
  };
}
