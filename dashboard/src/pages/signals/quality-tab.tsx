import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { SignalStatistics } from '../../api/market.ts';
import { useRead } from '../../api/queries.ts';
import { Panel } from '../../components/panel.tsx';
import { HitRate } from '../../components/signals/hit-rate.tsx';
import { formatBps, toTypeName } from '../../components/signals/signal-words.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { formatCount } from '../../format/number.ts';
import { ReliabilityCurve } from './reliability-curve.tsx';
import styles from './signals-page.module.css';
import { toConfidenceName } from './to-reliability.ts';

const horizons = [1, 5, 15, 60] as const;
const REFETCH_MS = 30_000;

/** Was it right? By type, by what was said, by instrument. */
export function QualityTab() {
  const [horizonMin, setHorizon] = useState(5);
  const { data, error, refetch } = useRead('GET /api/market/signals/statistics', {
    input: { query: { horizonMin } },
    refetchMs: REFETCH_MS,
    keepsPrevious: true,
  });
  if (error && !data)
    return <Failed what="The statistics could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={10} />;
  if (data.byType.length === 0)
    return (
      <Empty title="No outcome is known yet">The first are counted an hour after the first signals.</Empty>
    );
  return (
    <>
      <div className={styles.horizon}>
        <span className="dim">Right after</span>
        <SegmentedControl
          aria-label="Minutes after the signal"
          value={String(horizonMin)}
          onChange={(value) => setHorizon(Number(value))}
          data={horizons.map((minutes) => ({ value: String(minutes), label: `${minutes} min` }))}
        />
        <span className="caption">
          A hit moved in its direction. Bars are 95 % intervals, the mark is a toss of a coin.
        </span>
      </div>
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Panel title="By type" isFlush>
            <RateTable name="Type" rows={data.byType} toName={toTypeName} />
          </Panel>
          <Panel title="By instrument" isFlush>
            <RateTable name="Instrument" rows={data.byInstrument} toName={(key) => key} />
          </Panel>
        </div>
        <div className={styles.stack}>
          <Panel title="Said and happened">
            <ReliabilityCurve steps={data.byConfidence} />
          </Panel>
          <Panel title="By confidence" isFlush>
            <RateTable name="Said" rows={data.byConfidence} toName={toConfidenceName} />
          </Panel>
        </div>
      </div>
    </>
  );
}

type RateTableProps = {
  readonly name: string;
  readonly rows: SignalStatistics['byType'];
  readonly toName: (key: string) => string;
};

function RateTable({ name, rows, toName }: RateTableProps) {
  return (
    <div className={styles.scroller}>
      <table className={`${styles.rates} figure`}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col">Hit rate</th>
            <th scope="col" data-number>
              Mean bps
            </th>
            <th scope="col" data-number>
              Targets, stops
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{toName(row.key)}</th>
              <td>
                <HitRate of={row} />
              </td>
              <td data-number>{formatBps(row.meanReturnBps)}</td>
              <td data-number>
                {formatCount(row.targets)}, {formatCount(row.stops)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
