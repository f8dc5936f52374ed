import { SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { formatPrice } from '../../format/number.ts';
import { usePreferences } from '../../theme/preferences.ts';
import { PriceChart } from './price-chart.ts';
import styles from './tokens-page.module.css';

const intervals = ['1m', '15m', '1h', '1d'] as const;
const REFETCH_MS = 5000;

/** Candles in dollars, with what was traded below. */
export function ChartPanel({ mint, symbol }: { readonly mint: string; readonly symbol: string }) {
  const [interval, setInterval] = useState<(typeof intervals)[number]>('1m');
  const { data, error, refetch } = useRead('GET /api/solana/tokens/{mint}/candles', {
    input: { params: { mint }, query: { interval } },
    refetchMs: REFETCH_MS,
    keepsPrevious: true,
  });
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<PriceChart>();
  const scheme = useComputedColorScheme();
  const { zone, pair } = usePreferences();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of scheme and pair are read from the page
  useEffect(() => {
    if (!box.current) return;
    const made = new PriceChart(box.current, zone);
    setChart(made);
    return () => {
      made.remove();
      setChart(undefined);
    };
  }, [scheme, pair, zone]);
  useEffect(() => {
    if (data !== undefined) chart?.show(data);
  }, [chart, data]);
  const last = data?.at(-1);
  const summary = last
    ? `${symbol}, ${data?.length} candles of ${interval}: last price ${formatPrice(Number(last.close))} USD`
    : `${symbol}: no candles`;
  return (
    <Panel
      title="Price, USD"
      isFlush
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Length of a candle"
          value={interval}
          onChange={(next) => setInterval(next as typeof interval)}
          data={[...intervals]}
        />
      }
    >
      <figure className={styles.chart} aria-label={summary}>
        <div ref={box} className={styles.chartBox} />
        {(data === undefined || data.length === 0) && (
          <div className={styles.none}>
            {error ? (
              <Failed what="There is no chart" error={error} retry={() => void refetch()} />
            ) : data === undefined ? (
              <Loading lines={4} />
            ) : (
              <Empty title="No price was seen yet">Candles are drawn from the first trade on.</Empty>
            )}
          </div>
        )}
      </figure>
    </Panel>
  );
}
