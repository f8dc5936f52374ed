import type { SignalStatistics } from '../../api/market.ts';
import { formatCount } from '../../format/number.ts';
import styles from './hit-rate.module.css';

/** Fewer outcomes than these say nothing. */
const ENOUGH = 100;

/** How often signals were right: figure, interval of 95 % on a scale with the toss of a coin marked, and how many. */
export function HitRate({ of }: { readonly of: SignalStatistics['byType'][number] | undefined }) {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  if (!of || of.hitRate === null || of.hitRateLow === null || of.hitRateHigh === null)
    return (
      <span className={styles.few}>
        not enough: {formatCount(of?.count ?? 0)} of {ENOUGH}
      </span>
    );
  const { hitRate, hitRateLow, hitRateHigh, count } = of;
  return (
    <span className={styles.rate}>
      <span className={styles.scale} aria-hidden>
        <span className={styles.coin} />
        <span
          className={styles.range}
          style={{ left: `${hitRateLow * 100}%`, width: `${(hitRateHigh - hitRateLow) * 100}%` }}
        />
        <span className={styles.point} style={{ left: `${hitRate * 100}%` }} />
      </span>
      <strong>{percent(hitRate)}</strong>
      <span className="faint">
        {percent(hitRateLow)} to {percent(hitRateHigh)}, n {formatCount(count)}
      </span>
    </span>
  );
}
