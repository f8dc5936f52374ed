import type { ReactNode } from 'react';
import { Time } from '../../../components/time.tsx';
import { decimalsOfStep } from '../../../format/decimal.ts';
import { formatDecimals, formatMoney, formatSigned } from '../../../format/number.ts';
import { toUnit } from '../book/size.ts';
import { toCvd } from '../chart/cvd.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import styles from './drawer.module.css';

const MOST = 60;

/** The bars of the chart as a table, newest first: for those who do not see it, and for reading exactly. */
export function BarTable({ feed }: { readonly feed: MarketFeed }): ReactNode {
  usePart(feed.parts.bars);
  const { instrument, candles, footprint } = feed;
  const decimals = decimalsOfStep(instrument.tickUnits, instrument.priceDecimals);
  const price = (value: number): string => formatDecimals(value, decimals);
  const size = (value: number | null): string => formatMoney(value, true);
  const ends = new Map(
    footprint.last
      ? toCvd(candles.all, footprint.last.cvd).map(({ openMs, cvd }): [number, number] => [openMs, cvd])
      : [],
  );
  const unit = toUnit(instrument);
  return (
    <table className={`${styles.table} figure`}>
      <caption className={styles.hidden}>
        The last {MOST} bars of {feed.interval}, newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Opened</th>
          {[
            `Open ${instrument.quote}`,
            'High',
            'Low',
            'Close',
            `Volume ${unit}`,
            `Delta ${unit}`,
            `CVD ${unit}`,
          ].map((name) => (
            <th key={name} scope="col" data-number>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {candles.all
          .slice(-MOST)
          .toReversed()
          .map((candle) => (
            <tr key={candle.openMs}>
              <th scope="row">
                <Time atMs={candle.openMs} isPlain />
              </th>
              <td data-number>{price(candle.open)}</td>
              <td data-number>{price(candle.high)}</td>
              <td data-number>{price(candle.low)}</td>
              <td data-number>{price(candle.close)}</td>
              <td data-number>{size(candle.volume)}</td>
              <td data-number>{formatSigned(candle.delta, (value) => size(value ?? null))}</td>
              <td data-number>{formatSigned(ends.get(candle.openMs), (value) => size(value ?? null))}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
