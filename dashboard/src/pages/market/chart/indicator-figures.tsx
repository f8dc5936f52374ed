import type { IndicatorView } from '../../../api/market.ts';
import { decimalsOfStep } from '../../../format/decimal.ts';
import { formatDecimals } from '../../../format/number.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { chartIndicators, type IndicatorId } from './chart-indicators.ts';
import { toIndicatorValue } from './indicator-points.ts';

type IndicatorFiguresProps = {
  readonly feed: MarketFeed;
  readonly ids: readonly IndicatorId[];
  readonly view: IndicatorView;
  /** The bar that is pointed at; the last closed one where there is none. */
  readonly barMs: number | undefined;
};

/** The chosen indicators of one bar in figures, over the chart. */
export function IndicatorFigures({ feed, ids, view, barMs }: IndicatorFiguresProps) {
  const { tickUnits, priceDecimals } = feed.instrument;
  const ofPrice = decimalsOfStep(tickUnits, priceDecimals);
  return ids.map((id) => {
    const { name, label, decimals, lines } = chartIndicators[id];
    const figures = lines
      .filter(({ output }) => output !== 'histogram')
      .map(({ output }) => formatDecimals(toIndicatorValue(view, name, output, barMs), decimals ?? ofPrice));
    return (
      <span key={id} data-indicator={id}>
        <abbr title="Of closed bars">{label}</abbr> {figures.join(' · ')}
      </span>
    );
  });
}
