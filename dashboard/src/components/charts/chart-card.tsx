import type { ReactNode } from 'react';
import { Panel } from '../panel.tsx';
import { Empty } from '../states.tsx';
import styles from './charts.module.css';
import { type Chart, formatByUnit, isToldByFigures, lastOf } from './charts.ts';
import { Plot } from './plot.tsx';

/** As many beside each other as there is room for. */
export function ChartGrid({ children }: { readonly children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>;
}

type ChartCardProps = { readonly chart: Chart; readonly endMs: number; readonly stepMs: number };

export function ChartCard({ chart, endMs, stepMs }: ChartCardProps) {
  const format = formatByUnit(chart.unit);
  const hasFigures = chart.lines.some(({ values }) => values.some((value) => value !== null));
  const highest = (values: readonly (number | null)[]): number | null =>
    values.reduce<number | null>(
      (most, value) => (value !== null && value > (most ?? -1) ? value : most),
      null,
    );
  return (
    <Panel
      title={chart.title}
      aside={
        chart.leftOut > 0
          ? `the ${chart.lines.length} highest of ${chart.lines.length + chart.leftOut}`
          : isToldByFigures(chart.unit)
            ? undefined
            : chart.unit
      }
    >
      {hasFigures ? (
        <Plot chart={chart} endMs={endMs} stepMs={stepMs} />
      ) : (
        <Empty title="No figures yet">The first appear after half a minute.</Empty>
      )}
      <table className={`${styles.legend} figure`}>
        <caption className={styles.hidden}>{chart.title}: now and highest of the last hour</caption>
        <thead className={styles.hidden}>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">Now</th>
            <th scope="col">Highest</th>
          </tr>
        </thead>
        <tbody>
          {chart.lines.map(({ worker, color, values }) => (
            <tr key={worker}>
              <th scope="row">
                <span className={styles.key} style={{ background: `var(${color})` }} />
                {worker}
              </th>
              <td>
                <strong>{format(lastOf(values))}</strong>
              </td>
              <td className="faint">max {format(highest(values))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
