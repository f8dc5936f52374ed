// One bar whose close says one thing and whose delta another.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { deltaOf, type FootprintBar, volumeOf } from '../../domain/order-flow/footprint.ts';
import { windowOf } from '../bar-window.ts';
import type { Detection } from '../detector.ts';
import type { TradeSpans } from '../trade-spans.ts';
import { isWarm } from '../warm-up.ts';

export type BarDivergenceSettings = {
  readonly minBars: number;
  readonly minDeltaShare: number;
  readonly minVolumeShare: number;
};

/** How many bars tell what volume is usual. */
const USUAL_BARS = 20;

/** Strength: the mean of the delta's share, from 0 where it just suffices to 1 for one side alone, and of body to range. */
export function findBarDivergence(
  bar: FootprintBar,
  view: FlowView,
  spans: TradeSpans,
  { minBars, minDeltaShare, minVolumeShare }: BarDivergenceSettings,
): Detection | undefined {
  const delta = deltaOf(bar);
  const volume = volumeOf(bar);
  const rise = bar.close - bar.open;
  if (rise * delta >= 0 || !isWarm(view)) return undefined;
  const share = Math.abs(delta) / volume;
  if (share < minDeltaShare) return undefined;
  const { meanVolume, count } = windowOf(view.bars, USUAL_BARS);
  if (count < minBars || volume < minVolumeShare * meanVolume) return undefined;
  const isBuy = delta > 0;
  const body = Math.abs(rise) / (bar.high - bar.low);
  const edge = isBuy ? bar.low : bar.high;
  return {
    side: isBuy ? 'buy' : 'sell',
    variant: 'bar',
    eventMs: view.nowMs,
    price: edge,
    strength: ((share - minDeltaShare) / Math.max(1 - minDeltaShare, 1e-9) + body) / 2,
    trades: spans.since(0),
    invalidation: edge,
    figures: {
      openTicks: bar.open,
      closeTicks: bar.close,
      deltaLots: delta,
      volumeLots: volume,
      deltaShare: share,
    },
  };
}
