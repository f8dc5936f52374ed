import { useMemo } from 'react';
import { Link } from 'wouter';
import { useRead } from '../../api/queries.ts';
import { ChartCard, ChartGrid } from '../../components/charts/chart-card.tsx';
import { toCharts } from '../../components/charts/charts.ts';
import styles from './system-page.module.css';

const REFETCH_MS = 10_000;
const shown = new Set(['cpu', 'loopDelayP99', 'processed']);

/** The three charts that tell most, under the workers. Without figures nothing is shown: the Metrics page says why. */
export function LastHour() {
  const { data } = useRead('GET /api/metrics/history', { input: { query: {} }, refetchMs: REFETCH_MS });
  const charts = useMemo(() => toCharts(data?.series ?? []).filter(({ name }) => shown.has(name)), [data]);
  if (!data || charts.length === 0) return null;
  return (
    <section className={styles.below}>
      <div className={styles.belowHead}>
        <h2>Last hour</h2>
        <Link href="/charts">All metrics</Link>
      </div>
      <ChartGrid>
        {charts.map((chart) => (
          <ChartCard key={chart.name} chart={chart} endMs={data.endMs} stepMs={data.stepMs} />
        ))}
      </ChartGrid>
    </section>
  );
}
