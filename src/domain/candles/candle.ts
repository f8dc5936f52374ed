// A candle in whole ticks and lots.

export type Candle = {
  /** Beginning, in milliseconds since the epoch: a multiple of the interval. */
  readonly startMs: number;
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly volumeLots: number;
  /** Part of the volume that buyers took. */
  readonly buyLots: number;
  readonly trades: number;
};

export type CandleTrade = {
  readonly id: number;
  readonly timeMs: number;
  readonly priceTicks: number;
  readonly sizeLots: number;
  /** True when the buyer took, false when the seller did. */
  readonly isBuy: boolean;
};

export function toStartMs(timeMs: number, intervalMs: number): number {
  return timeMs - (timeMs % intervalMs);
}
