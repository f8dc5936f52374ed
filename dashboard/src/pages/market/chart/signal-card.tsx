import { Confidence } from '../../../components/signals/confidence.tsx';
import { Side } from '../../../components/signals/side.tsx';
import { toTypeName } from '../../../components/signals/signal-words.ts';
import { formatExactDecimal } from '../../../format/decimal.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import styles from './chart.module.css';
import type { Pointed } from './chart-pane.tsx';

/** Why the triangle is there that is pointed at; pressing it opens the whole reason below. */
export function SignalCard({ feed, pointed }: { readonly feed: MarketFeed; readonly pointed: Pointed }) {
  const signal = feed.signals?.find(({ id }) => id === pointed.id);
  if (!signal) return null;
  const isBelow = pointed.y < 140;
  return (
    <div
      className={styles.card}
      role="tooltip"
      style={{
        left: `clamp(8px, ${pointed.x - 140}px, calc(100% - 288px))`,
        top: pointed.y + (isBelow ? 14 : -14),
        transform: isBelow ? undefined : 'translateY(-100%)',
      }}
    >
      <p className={styles.cardHead}>
        <Side side={signal.side} /> <strong>{toTypeName(signal.type, signal.variant)}</strong>
        <Confidence confidence={signal.confidence} isCalibrated={signal.isCalibrated} />
      </p>
      <p>{signal.says}</p>
      <p className="caption">
        at {formatExactDecimal(signal.price)} · stop {formatExactDecimal(signal.stop)} · target{' '}
        {formatExactDecimal(signal.targets[0])}
      </p>
    </div>
  );
}
