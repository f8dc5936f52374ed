// What lies at a price besides its turns: point of control and value area of the day, stacked imbalances, resting walls.
import { pocOf } from '../../domain/order-flow/bars/poc.ts';
import { StackedZones } from '../../domain/order-flow/bars/stacked-zones.ts';
import { valueAreaOf } from '../../domain/order-flow/bars/value-area.ts';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../domain/order-flow/footprint.ts';
import { VolumeProfile } from '../../domain/order-flow/profile/volume-profile.ts';
import type { ZoneSource } from '../../domain/order-flow/zone.ts';

export type Sourced = { readonly source: ZoneSource; readonly low: number; readonly high: number };

const DAY_MS = 86_400_000;
/** Levels a side that are looked at, and what makes one of them a wall: a quantile of all, and so many times the median. */
const WALL_LEVELS = 50;
const WALL_QUANTILE = 0.999;
const WALL_MEDIANS = 5;

export class ZoneSources {
  readonly #stacked = new StackedZones();
  readonly #prices = new Float64Array(WALL_LEVELS);
  readonly #sizes = new Float64Array(WALL_LEVELS);
  #profile = new VolumeProfile(1);
  #day = Number.NaN;

  endBar(bar: FootprintBar, view: FlowView): Sourced[] {
    const { binTicks } = bar;
    const day = Math.floor(bar.openMs / DAY_MS);
    if (day !== this.#day) this.#profile = new VolumeProfile(binTicks);
    this.#day = day;
    this.#profile.addBar(bar);
    this.#stacked.add(bar);
    const rowAt = (source: ZoneSource, row: number): Sourced => ({
      source,
      low: row * binTicks,
      high: (row + 1) * binTicks - 1,
    });
    const poc = pocOf(this.#profile);
    const area = valueAreaOf(this.#profile);
    return [
      ...(poc ? [rowAt('point-of-control', poc.row)] : []),
      ...(area ? [rowAt('value-area', area.high), rowAt('value-area', area.low)] : []),
      ...this.#stacked.live.map(({ low, high }) => ({ source: 'stacked-imbalance' as const, low, high })),
      ...this.#walls(view),
    ];
  }

  #walls({ isBookKnown, book, levels }: FlowView): Sourced[] {
    if (!isBookKnown) return [];
    const enough = Math.max(levels.quantile(WALL_QUANTILE), WALL_MEDIANS * levels.quantile(0.5));
    return [book.bids, book.asks].flatMap((side) => {
      const found = side.top(WALL_LEVELS, this.#prices, this.#sizes);
      return [...this.#prices.subarray(0, found)]
        .filter((_, i) => this.#sizes[i]! >= enough)
        .map((price) => ({ source: 'wall' as const, low: price, high: price }));
    });
  }
}
