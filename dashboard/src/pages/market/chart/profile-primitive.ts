// The volume profile of the session at the right edge of the chart.
import type { PrimitivePaneViewZOrder } from 'lightweight-charts';
import { type ChartColors, fade } from './chart-colors.ts';
import { ChartPrimitive } from './chart-primitive.ts';
import { drawOn, type Target } from './draw-on.ts';
import type { Profile } from './profile-rows.ts';

const WIDTH_SHARE = 0.15;

export class ProfilePrimitive extends ChartPrimitive {
  profile: Profile | undefined;
  isShown = true;
  readonly #tints: Readonly<Record<'up' | 'down' | 'upFaint' | 'downFaint' | 'poc', string>>;

  constructor({ up, down, warn }: ChartColors) {
    super();
    this.#tints = {
      up: fade(up, 0.42),
      down: fade(down, 0.42),
      upFaint: fade(up, 0.16),
      downFaint: fade(down, 0.16),
      poc: fade(warn, 0.8),
    };
  }

  protected override readonly zOrder: PrimitivePaneViewZOrder = 'bottom';

  protected override draw(target: Target): void {
    const { series, profile } = this;
    if (!this.isShown || !series || !profile || profile.largest === 0) return;
    const tints = this.#tints;
    drawOn(target, ({ context, mediaSize: { width, height } }) => {
      const scale = (width * WIDTH_SHARE) / profile.largest;
      for (const { low, high, sold, bought, isInValueArea } of profile.rows) {
        const [top, bottom] = [series.priceToCoordinate(high), series.priceToCoordinate(low)];
        if (top === null || bottom === null || bottom < 0 || top > height) continue;
        const thick = Math.max(1, bottom - top - (bottom - top > 3 ? 1 : 0));
        const [soldPx, boughtPx] = [sold * scale, bought * scale];
        context.fillStyle = isInValueArea ? tints.up : tints.upFaint;
        context.fillRect(width - boughtPx, top, boughtPx, thick);
        context.fillStyle = isInValueArea ? tints.down : tints.downFaint;
        context.fillRect(width - boughtPx - soldPx, top, soldPx, thick);
      }
      const y = profile.poc === null ? null : series.priceToCoordinate(profile.poc);
      if (y === null) return;
      context.fillStyle = tints.poc;
      context.fillRect(width * (1 - WIDTH_SHARE), Math.round(y), width * WIDTH_SHARE, 1);
      context.font = '10px Inter, system-ui, sans-serif';
      context.textAlign = 'right';
      context.textBaseline = 'bottom';
      context.fillText('POC', width * (1 - WIDTH_SHARE) - 4, y + 5);
    });
  }
}
