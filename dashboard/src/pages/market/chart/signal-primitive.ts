// Signals on the chart: triangles at price and time, only those in sight, each found again by the pointer.
import type { PrimitiveHoveredItem, PrimitivePaneViewZOrder } from 'lightweight-charts';
import type { MarketFeed } from '../feed/market-feed.ts';
import type { ChartColors } from './chart-colors.ts';
import { ChartPrimitive } from './chart-primitive.ts';
import { drawOn, type Target } from './draw-on.ts';

const HALF_PX = 6;
const HIT_PX = 12;
/** Away from the price, so that the candle is seen. */
const AWAY_PX = 6;

type Drawn = { readonly id: string; readonly x: number; readonly y: number };

export class SignalPrimitive extends ChartPrimitive {
  isShown = true;
  selected: string | undefined;
  readonly #feed: MarketFeed;
  readonly #barMs: number;
  readonly #colors: ChartColors;
  #drawn: readonly Drawn[] = [];

  constructor(feed: MarketFeed, barMs: number, colors: ChartColors) {
    super();
    this.#feed = feed;
    this.#barMs = barMs;
    this.#colors = colors;
  }

  protected override readonly zOrder: PrimitivePaneViewZOrder = 'top';

  hitTest(x: number, y: number): PrimitiveHoveredItem | null {
    const hit = this.#drawn.find((one) => Math.hypot(one.x - x, one.y - y) <= HIT_PX);
    return hit ? { externalId: hit.id, zOrder: 'top', cursorStyle: 'pointer', hitTestPriority: 2 } : null;
  }

  placeOf(id: string): Drawn | undefined {
    return this.#drawn.find((one) => one.id === id);
  }

  protected override draw(target: Target): void {
    const { series } = this;
    const drawn: Drawn[] = [];
    this.#drawn = drawn;
    if (!this.isShown || !series) return;
    drawOn(target, ({ context, mediaSize: { width } }) => {
      for (const signal of this.#feed.signals ?? []) {
        const x = this.toX(Math.floor(signal.eventMs / this.#barMs) * this.#barMs);
        const price = series.priceToCoordinate(Number(signal.price));
        if (x === null || price === null || x < -HALF_PX || x > width + HALF_PX) continue;
        const down = signal.side === 'buy' ? 1 : -1;
        const y = price + down * (AWAY_PX + HALF_PX);
        drawn.push({ id: signal.id, x, y });
        this.#triangle(context, x, y, signal.side === 'buy', signal.id === this.selected);
      }
    });
  }

  #triangle(
    context: CanvasRenderingContext2D,
    x: number,
    y: number,
    isBuy: boolean,
    isSelected: boolean,
  ): void {
    const { up, down, ground, text } = this.#colors;
    const tip = isBuy ? y - HALF_PX : y + HALF_PX;
    const base = isBuy ? y + HALF_PX - 1 : y - HALF_PX + 1;
    context.beginPath();
    context.moveTo(x, tip);
    context.lineTo(x - HALF_PX, base);
    context.lineTo(x + HALF_PX, base);
    context.closePath();
    context.fillStyle = isBuy ? up : down;
    context.strokeStyle = isSelected ? text : ground;
    context.lineWidth = isSelected ? 2.5 : 1.5;
    context.stroke();
    context.fill();
  }
}
