// Two turning points of the price that the cumulative delta does not follow.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { deltaOf, volumeOf } from '../../domain/order-flow/footprint.ts';
import type { Detection } from '../detector.ts';
import { type End, endOf, isPivot } from '../pivots.ts';
import type { TradeSpans } from '../trade-spans.ts';

export type SwingDivergenceSettings = {
  readonly pivotBars: number;
  readonly minBarsApart: number;
  readonly maxBarsApart: number;
  readonly minCvdShare: number;
};

/** Share of the volume between two turning points at which the divergence is as clear as it gets. */
const CLEAR_SHARE = 0.2;

/** Found when the later turning point is confirmed. Strength: the gap of the CVD as a share of the volume between, 1 at a fifth. */
export function findSwingDivergence(
  { bars, nowMs }: FlowView,
  spans: TradeSpans,
  end: End,
  { pivotBars, minBarsApart, maxBarsApart, minCvdShare }: SwingDivergenceSettings,
): Detection | undefined {
  const newest = bars.length - 1 - pivotBars;
  if (!isPivot(bars, newest, pivotBars, end)) return undefined;
  const price = endOf(bars[newest]!, end);
  let cvdChange = 0;
  let volume = 0;
  for (let index = newest - 1; index >= Math.max(0, newest - maxBarsApart); index--) {
    const next = bars[index + 1]!;
    cvdChange += deltaOf(next);
    volume += volumeOf(next);
    const earlier = endOf(bars[index]!, end);
    // beyond the later one: then the later one is no new extreme
    if ((earlier - price) * end >= 0) return undefined;
    if (newest - index < minBarsApart || !isPivot(bars, index, pivotBars, end)) continue;
    const share = (-cvdChange * end) / volume;
    if (!(share > minCvdShare)) return undefined;
    return {
      side: end === 1 ? 'sell' : 'buy',
      variant: 'swing',
      eventMs: nowMs,
      price,
      strength: Math.min(1, share / CLEAR_SHARE),
      trades: spans.since(bars.length - 1 - index),
      invalidation: price,
      figures: {
        earlierTicks: earlier,
        laterTicks: price,
        cvdChangeLots: cvdChange,
        volumeLots: volume,
        cvdShare: share,
        barsApart: newest - index,
      },
    };
  }
  return undefined;
}
