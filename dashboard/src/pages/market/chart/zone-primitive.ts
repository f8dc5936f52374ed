// Zones of support and resistance: bands from when they began, each with its name at the left.
import type { PrimitivePaneViewZOrder } from 'lightweight-charts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { type ChartColors, fade } from './chart-colors.ts';
import { ChartPrimitive } from './chart-primitive.ts';
import { drawOn, type Target } from './draw-on.ts';
import { toZoneName } from './zone-name.ts';

const MOST_ZONES = 24;
const LEAST_PX = 3;

export class ZonePrimitive extends ChartPrimitive {
  isShown = true;
  readonly #feed: MarketFeed;
  readonly #barMs: number;
  readonly #colors: ChartColors;

  constructor(feed: MarketFeed, barMs: number, colors: ChartColors) {
    super();
    this.#feed = feed;
    this.#barMs = barMs;
    this.#colors = colors;
  }

  protected override readonly zOrder: PrimitivePaneViewZOrder = 'bottom';

  protected override draw(target: Target): void {
    const { series } = this;
    if (!this.isShown || !series) return;
    const { up, down } = this.#colors;
    drawOn(target, ({ context, mediaSize: { width, height } }) => {
      context.font = '10px Inter, system-ui, sans-serif';
      context.textAlign = 'left';
      context.textBaseline = 'bottom';
      for (const zone of this.#feed.zones.slice(0, MOST_ZONES)) {
        const [top, bottom] = [Number(zone.high), Number(zone.low)].map((price) =>
          series.priceToCoordinate(price),
        );
        if (top === null || bottom === null || top === undefined || bottom === undefined) continue;
        if (bottom < 0 || top > height) continue;
        const color = zone.side === 'support' ? up : down;
        const left = Math.max(0, this.toX(Math.floor(zone.sinceMs / this.#barMs) * this.#barMs) ?? 0);
        const thick = Math.max(LEAST_PX, bottom - top);
        context.fillStyle = fade(color, 0.13);
        context.fillRect(left, top, width - left, thick);
        context.fillStyle = fade(color, 0.75);
        context.fillRect(left, zone.side === 'support' ? top + thick - 1 : top, width - left, 1);
        context.fillText(toZoneName(zone), left + 4, zone.side === 'support' ? top + thick + 12 : top - 2);
      }
    });
  }
}
