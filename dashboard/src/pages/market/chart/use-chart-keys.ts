import type { UTCTimestamp } from 'lightweight-charts';
import type { KeyboardEvent } from 'react';
import type { MarketFeed } from '../feed/market-feed.ts';
import type { MarketChart } from './market-chart.ts';

const ZOOM = 1.25;

/** Arrows go from bar to bar, Home and End to the first and last, plus and minus zoom. */
export function useChartKeys(
  chart: MarketChart | undefined,
  feed: MarketFeed,
  barMs: number | undefined,
): (event: KeyboardEvent) => void {
  const goTo = (at: number): void => {
    const bars = feed.candles.all;
    const bar = bars[Math.min(bars.length - 1, Math.max(0, at))];
    if (!chart || !bar) return;
    const scale = chart.chart.timeScale();
    const index = bars.indexOf(bar);
    const range = scale.getVisibleLogicalRange();
    if (range && (index < range.from || index > range.to)) {
      const width = range.to - range.from;
      const from = index < range.from ? index - 1 : index - width + 1;
      scale.setVisibleLogicalRange({ from, to: from + width });
    }
    chart.chart.setCrosshairPosition(bar.close, (bar.openMs / 1000) as UTCTimestamp, chart.candles);
  };
  return (event) => {
    const bars = feed.candles.all;
    const here = barMs === undefined ? bars.length : bars.findIndex(({ openMs }) => openMs === barMs);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => goTo(here - 1),
      ArrowRight: () => goTo(here + 1),
      Home: () => goTo(0),
      End: () => goTo(bars.length - 1),
      '+': () => zoom(ZOOM),
      '-': () => zoom(1 / ZOOM),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  };

  function zoom(by: number): void {
    const scale = chart?.chart.timeScale();
    scale?.applyOptions({ barSpacing: Math.min(160, Math.max(1, scale.options().barSpacing * by)) });
  }
}
