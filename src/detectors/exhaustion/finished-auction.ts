// Row form: at the end of the bar only the side that moved the price still traded, and the price came back from there.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { type FootprintBar, volumeOf } from '../../domain/order-flow/footprint.ts';
import { windowOf } from '../bar-window.ts';
import type { Detection } from '../detector.ts';
import { type End, endOf } from '../pivots.ts';
import { isWarm } from '../warm-up.ts';

export type FinishedAuctionSettings = {
  readonly lookBackBars: number;
  readonly minBars: number;
  readonly minRows: number;
  readonly minVolumeShare: number;
};

/** Strength: the share of the bars before that this end exceeds. */
export function findFinishedAuction(
  bar: FootprintBar,
  view: FlowView,
  end: End,
  { lookBackBars, minBars, minRows, minVolumeShare }: FinishedAuctionSettings,
): Detection | undefined {
  const { rows, binTicks } = bar;
  const row = end === 1 ? rows.at(-1) : rows[0];
  if (row === undefined || rows.length < minRows || !isWarm(view)) return undefined;
  const against = end === 1 ? row.bid : row.ask;
  // while the price is still in that row, nothing is finished
  if (against > 0 || Math.floor(bar.close / binTicks) === row.row) return undefined;
  const { meanVolume, count } = windowOf(view.bars, lookBackBars);
  if (count < minBars || volumeOf(bar) < minVolumeShare * meanVolume) return undefined;
  const price = endOf(bar, end);
  const before = view.bars.slice(-1 - count, -1);
  const exceeded = before.filter((each) => (endOf(each, end) - price) * end < 0).length;
  return {
    side: end === 1 ? 'sell' : 'buy',
    variant: 'finished-auction',
    eventMs: view.nowMs,
    price,
    strength: exceeded / count,
    invalidation: price,
    figures: {
      lastAggressionLots: end === 1 ? row.ask : row.bid,
      volumeLots: volumeOf(bar),
      closeTicks: bar.close,
      exceededBars: exceeded,
      bars: count,
    },
  };
}
