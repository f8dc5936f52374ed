import { AnomalyItem } from '../../../components/signals/anomaly-item.tsx';
import { severities } from '../../../components/signals/signal-words.ts';
import { Empty, Loading } from '../../../components/states.tsx';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import styles from './drawer.module.css';

/** What is out of the ordinary here, the gravest first. */
export function AnomalyList({ feed }: { readonly feed: MarketFeed }) {
  usePart(feed.parts.marks);
  const { anomalies } = feed;
  if (anomalies === undefined) return <Loading lines={4} />;
  if (anomalies.length === 0)
    return <Empty title="Nothing out of the ordinary">Crashes, gaps and one-sided books appear here.</Empty>;
  const inOrder = anomalies.toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.eventMs - a.eventMs,
  );
  return (
    <ul className={styles.list} aria-label="Anomalies, the gravest first">
      {inOrder.map((anomaly) => (
        <AnomalyItem key={anomaly.id} anomaly={anomaly} />
      ))}
    </ul>
  );
}
