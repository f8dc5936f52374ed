import type { ReactNode } from 'react';
import type { DetectorRow, SignalStatistics } from '../../../api/market.ts';
import { useRead } from '../../../api/queries.ts';
import { HitRate } from '../../../components/signals/hit-rate.tsx';
import { toTypeName } from '../../../components/signals/signal-words.ts';
import { Empty, Failed, Loading } from '../../../components/states.tsx';
import { Time } from '../../../components/time.tsx';
import { formatCount } from '../../../format/number.ts';
import styles from './drawer.module.css';

const REFETCH_MS = 15_000;

/** How often each detector fired, and how often it was right after five minutes. */
export function DetectorPanel(): ReactNode {
  const detectors = useRead('GET /api/market/detectors', { refetchMs: REFETCH_MS });
  const statistics = useRead('GET /api/market/signals/statistics', {
    input: { query: { horizonMin: 5 } },
    refetchMs: REFETCH_MS,
  });
  if (detectors.error && !detectors.data)
    return (
      <Failed
        what="The detectors cannot be shown"
        error={detectors.error}
        retry={() => void detectors.refetch()}
      />
    );
  if (!detectors.data) return <Loading lines={5} />;
  if (detectors.data.length === 0)
    return <Empty title="No detector runs">They are switched on under “analyst” in zapflow.yaml.</Empty>;
  return (
    <table className={`${styles.table} figure`}>
      <caption className={styles.hidden}>Detectors, all instruments, since the start of the program</caption>
      <thead>
        <tr>
          <th scope="col">Detector</th>
          <th scope="col" data-number>
            Fired
          </th>
          <th scope="col">Last</th>
          <th scope="col">Right after 5 min</th>
        </tr>
      </thead>
      <tbody>
        {detectors.data.map((detector) => (
          <DetectorLine key={detector.name} detector={detector} statistics={statistics.data} />
        ))}
      </tbody>
    </table>
  );
}

type DetectorLineProps = {
  readonly detector: DetectorRow;
  readonly statistics: SignalStatistics | undefined;
};

function DetectorLine({ detector, statistics }: DetectorLineProps) {
  const { name, kind, fired, lastMs, summary } = detector;
  const own = statistics?.byType.find(({ key }) => key === name);
  return (
    <tr data-row tabIndex={-1}>
      <th scope="row">
        {toTypeName(name)} <span className={styles.summary}>{summary}</span>
      </th>
      <td data-number>{formatCount(fired)}</td>
      <td>{lastMs === null ? <span className="faint">never</span> : <Time atMs={lastMs} />}</td>
      <td>{kind === 'anomaly' ? <span className="faint">is a warning</span> : <HitRate of={own} />}</td>
    </tr>
  );
}
