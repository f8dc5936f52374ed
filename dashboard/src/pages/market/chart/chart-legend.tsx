import type { ReactNode } from 'react';
import { decimalsOfStep } from '../../../format/decimal.ts';
import { formatDecimals, formatMoney, formatPercent, formatSigned } from '../../../format/number.ts';
import { formatMoment } from '../../../format/time.ts';
import { usePreferences } from '../../../theme/preferences.ts';
import { toUnit } from '../book/size.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import type { ChartMode } from '../layout/layout.ts';
import styles from './chart.module.css';

type ChartLegendProps = {
  readonly feed: MarketFeed;
  /** The bar that is pointed at; the last one where there is none. */
  readonly barMs: number | undefined;
  readonly mode: ChartMode;
  /** Further figures of the bar. */
  readonly children: ReactNode;
};

/** The figures of one bar, over the chart. */
export function ChartLegend({ feed, barMs, mode, children }: ChartLegendProps) {
  usePart(feed.parts.bars);
  const { zone } = usePreferences();
  const { candles, footprint, instrument } = feed;
  const bar = barMs === undefined ? candles.last : candles.find(barMs);
  if (!bar) return null;
  const decimals = decimalsOfStep(instrument.tickUnits, instrument.priceDecimals);
  const price = (value: number): string => formatDecimals(value, decimals);
  const size = (value: number | null | undefined): string => formatMoney(value, true);
  const move = (bar.close / bar.open - 1) * 100;
  const cvd = footprint.find(bar.openMs)?.cvd;
  const unit = toUnit(instrument);
  return (
    <div className={`${styles.legend} figure`} aria-live={barMs === undefined ? 'off' : 'polite'}>
      <span className="faint">{formatMoment(bar.openMs, Date.now(), zone).replace(/:00$/, '')}</span>
      {(['open', 'high', 'low', 'close'] as const).map((name) => (
        <span key={name} data-name={name}>
          <abbr title={name}>{name.charAt(0).toUpperCase()}</abbr> {price(bar[name])}
        </span>
      ))}
      <span data-way={move >= 0 ? 'up' : 'down'}>{formatSigned(move, formatPercent)}</span>
      <span>
        <abbr title={`Volume in ${unit}`}>Vol</abbr> {size(bar.volume)}
      </span>
      <span data-way={(bar.delta ?? 0) >= 0 ? 'up' : 'down'}>
        <abbr title={`Delta: bought less sold, in ${unit}`}>Δ</abbr> {formatSigned(bar.delta, size)}
      </span>
      {cvd !== undefined && (
        <span className={styles.cvd}>
          <abbr title={`Cumulative volume delta, in ${unit}: the line below`}>CVD</abbr>{' '}
          {formatSigned(cvd, size)}
        </span>
      )}
      {children}
      {mode === 'footprint' && <span className={styles.hint}>sold × bought, POC outlined</span>}
      {mode === 'heat' && <span className={styles.hint}>resting size by price, the stronger the larger</span>}
    </div>
  );
}
