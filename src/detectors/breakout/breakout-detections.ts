// What is told of a breakout when it happens, and when it fails.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { deltaOf, type FootprintBar, volumeOf } from '../../domain/order-flow/footprint.ts';
import type { Detection } from '../detector.ts';
import { type End, endOf } from '../pivots.ts';
import { strengthOf } from '../strength-of.ts';

/** A breakout that may still fail: what was broken, and how far the price came since. Prices in ticks. */
export type OpenBreakout = {
  readonly end: End;
  readonly broken: number;
  readonly variant: 'zone' | 'range';
  extreme: number;
  barsLeft: number;
};

/** The bar's delta in the direction of the break as a share of its volume, and its volume through the mean of those before. */
export type Backing = { readonly share: number; readonly ratio: number };
export type LeastBacking = { readonly minDeltaShare: number; readonly minVolumeRatio: number };

/** Strength: the mean of delta share and volume ratio, each 0 where it just suffices and 1 at twice that. */
export function toBreakout(
  { end, broken, variant }: OpenBreakout,
  bar: FootprintBar,
  { nowMs }: FlowView,
  { share, ratio }: Backing,
  { minDeltaShare, minVolumeRatio }: LeastBacking,
): Detection {
  return {
    side: end === 1 ? 'buy' : 'sell',
    variant,
    eventMs: nowMs,
    price: broken,
    strength: (strengthOf(share, minDeltaShare) + strengthOf(ratio, minVolumeRatio)) / 2,
    invalidation: endOf(bar, end === 1 ? -1 : 1),
    figures: {
      closeTicks: bar.close,
      brokenTicks: broken,
      deltaLots: deltaOf(bar),
      deltaShare: share,
      volumeLots: volumeOf(bar),
      volumeRatio: ratio,
    },
  };
}

/** Strength: how soon it failed, 1 at the first bar. */
export function toFailure(
  { end, broken, extreme, barsLeft }: OpenBreakout,
  { close }: FootprintBar,
  { nowMs }: FlowView,
  failBars: number,
): Detection {
  return {
    side: end === 1 ? 'sell' : 'buy',
    variant: 'failed',
    eventMs: nowMs,
    price: broken,
    strength: (barsLeft + 1) / failBars,
    invalidation: extreme,
    figures: {
      closeTicks: close,
      brokenTicks: broken,
      extremeTicks: extreme,
      barsHeld: failBars - barsLeft - 1,
    },
  };
}
