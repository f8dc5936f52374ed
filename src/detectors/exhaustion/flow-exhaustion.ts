// Flow form: the price reaches a new extreme, but fewer press it there than in the leg before.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import { deltaOf, type FootprintBar } from '../../domain/order-flow/footprint.ts';
import type { Detection } from '../detector.ts';
import { type End, endOf } from '../pivots.ts';
import { isWarm } from '../warm-up.ts';
import { Legs } from './legs.ts';

export type FlowExhaustionSettings = {
  readonly lookBackBars: number;
  readonly minBars: number;
  readonly maxLegRatio: number;
  readonly turnAtr: number;
};

export class FlowExhaustion {
  readonly #settings: FlowExhaustionSettings;
  readonly #legs = new Legs();
  #toldLeg = 0;

  constructor(settings: FlowExhaustionSettings) {
    this.#settings = settings;
  }

  /** Once a leg. Strength: how much less was spent than in the leg before, 0 at the largest ratio that counts. */
  endBar(bar: FootprintBar, view: FlowView): Detection | undefined {
    const legs = this.#legs;
    const { maxLegRatio, turnAtr } = this.#settings;
    legs.push(bar, turnAtr * (Number.isNaN(view.atr) ? bar.high - bar.low : view.atr));
    const { direction, extreme } = legs;
    if (direction === 0 || legs.number === this.#toldLeg || endOf(bar, direction) !== extreme)
      return undefined;
    const ratio = legs.aggression / legs.aggressionBefore;
    if (!(ratio <= maxLegRatio) || !isWarm(view) || !this.#isBare(view.bars, direction)) return undefined;
    this.#toldLeg = legs.number;
    return {
      side: direction === 1 ? 'sell' : 'buy',
      variant: 'flow',
      eventMs: view.nowMs,
      price: extreme,
      strength: maxLegRatio > 0 ? 1 - ratio / maxLegRatio : 1,
      invalidation: extreme,
      figures: {
        extremeTicks: extreme,
        legLots: legs.aggression,
        legBeforeLots: legs.aggressionBefore,
        legRatio: ratio,
        deltaLots: deltaOf(bar),
      },
    };
  }

  /** The newest bar exceeds all prices of the look-back, but neither its delta nor the cumulative delta exceeds theirs. */
  #isBare(bars: readonly FootprintBar[], end: End): boolean {
    const { lookBackBars, minBars } = this.#settings;
    const first = Math.max(0, bars.length - 1 - lookBackBars);
    if (bars.length - 1 - first < minBars) return false;
    const newest = bars.at(-1)!;
    const price = endOf(newest, end);
    const delta = deltaOf(newest) * end;
    let cvd = 0;
    let isDeltaNew = true;
    let isCvdNew = true;
    for (let i = bars.length - 2; i >= first; i--) {
      const bar = bars[i]!;
      cvd -= deltaOf(bars[i + 1]!) * end;
      if ((endOf(bar, end) - price) * end >= 0) return false;
      if (deltaOf(bar) * end >= delta) isDeltaNew = false;
      if (cvd >= 0) isCvdNew = false;
    }
    return !isDeltaNew && !isCvdNew;
  }
}
