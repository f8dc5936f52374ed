import styles from './sparkline.module.css';
import { toSparkline } from './sparkline-path.ts';

type SparklineProps = {
  readonly values: readonly (number | null)[];
  /** What it shows: `CPU of storage`. */
  readonly label: string;
  readonly format: (value: number | null) => string;
  /** The least height of the scale, so that noise does not look like a storm. */
  readonly least?: number;
  readonly isWide?: boolean;
};

/** 64 × 20, at most 60 points, the last one marked, and the same in words for those who do not see it. */
export function Sparkline({ values, label, format, least = 1, isWide = false }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const width = isWide ? 200 : 64;
  const height = isWide ? 32 : 20;
  const { path, area, last } = toSparkline(values, { width, height, least });
  const words =
    known.length === 0
      ? `${label}: no figures yet`
      : `${label}: now ${format(known.at(-1) ?? null)}, from ${format(Math.min(...known))} to ${format(Math.max(...known))}`;
  return (
    <svg
      className={styles.sparkline}
      data-wide={isWide}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio={isWide ? 'none' : 'xMidYMid'}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {isWide && <path d={area} className={styles.area} />}
      <path d={path} className={styles.line} vectorEffect="non-scaling-stroke" />
      {last && !isWide && <circle cx={last.x} cy={last.y} r={2} className={styles.dot} />}
    </svg>
  );
}
