import type { SignalStatistics } from '../../api/market.ts';
import { Empty } from '../../components/states.tsx';
import { formatCount } from '../../format/number.ts';
import styles from './reliability-curve.module.css';
import { toReliability } from './to-reliability.ts';

const SIZE = { width: 360, height: 260, left: 40, right: 14, top: 12, bottom: 36 } as const;
const ticks = [0, 0.25, 0.5, 0.75, 1];

const toX = (share: number): number => SIZE.left + share * (SIZE.width - SIZE.left - SIZE.right);
const toY = (share: number): number =>
  SIZE.height - SIZE.bottom - share * (SIZE.height - SIZE.top - SIZE.bottom);
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What was said against what happened: on the line the word is as good as its figure. */
export function ReliabilityCurve({ steps }: { readonly steps: SignalStatistics['byConfidence'] }) {
  const points = toReliability(steps);
  const few = steps.length - points.length;
  if (points.length === 0)
    return (
      <Empty title="Not enough outcomes yet">
        A point appears once 100 signals of one tenth have had their outcome.
      </Empty>
    );
  const words = points.map(
    ({ said, happened, count }) => `${percent(said)} said, ${percent(happened)} happened, n ${count}`,
  );
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        aria-label={`Reliability: ${words.join('; ')}`}
      >
        {ticks.map((share) => (
          <g key={share} className={styles.grid}>
            <line x1={toX(share)} x2={toX(share)} y1={toY(0)} y2={toY(1)} />
            <line x1={toX(0)} x2={toX(1)} y1={toY(share)} y2={toY(share)} />
            <text x={toX(share)} y={toY(0) + 14} textAnchor="middle">
              {Math.round(share * 100)}
            </text>
            <text x={toX(0) - 6} y={toY(share) + 4} textAnchor="end">
              {Math.round(share * 100)}
            </text>
          </g>
        ))}
        <line className={styles.ideal} x1={toX(0)} y1={toY(0)} x2={toX(1)} y2={toY(1)} />
        <polyline
          className={styles.line}
          points={points.map(({ said, happened }) => `${toX(said)},${toY(happened)}`).join(' ')}
        />
        {points.map(({ said, happened, low, high, count }) => (
          <g key={said} className={styles.point}>
            <title>{`Said ${percent(said)}, happened ${percent(happened)} (${percent(low)} to ${percent(high)}), n ${formatCount(count)}`}</title>
            <line x1={toX(said)} x2={toX(said)} y1={toY(low)} y2={toY(high)} />
            <circle cx={toX(said)} cy={toY(happened)} r={4} />
            <text x={toX(said) + 7} y={toY(happened) + 12}>
              {formatCount(count)}
            </text>
          </g>
        ))}
        <text className={styles.axis} x={toX(0.5)} y={SIZE.height - 4} textAnchor="middle">
          said, %
        </text>
        <text className={styles.axis} transform={`translate(10 ${toY(0.5)}) rotate(-90)`} textAnchor="middle">
          happened, %
        </text>
      </svg>
      <figcaption className="caption">
        On the dashed line the word is as good as its figure; above it too modest, below it too sure. The
        number at a point is how many.
        {few > 0 ? ` ${few} of ${steps.length} steps have fewer than 100 and are not drawn.` : ''}
      </figcaption>
    </figure>
  );
}
