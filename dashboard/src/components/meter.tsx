import styles from './meter.module.css';

type MeterProps = {
  readonly value: number | null;
  readonly limit: number | null;
  readonly label: string;
};

/** From here on it is worth a look. */
const HIGH = 0.85;

/** How much of a limit is used; nothing where one of the two is not known. */
export function Meter({ value, limit, label }: MeterProps) {
  if (value === null || limit === null || limit <= 0) return null;
  const share = Math.min(1, value / limit);
  const percent = Math.round(share * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw a meter as they like, each another way
    <span
      className={styles.meter}
      data-high={share >= HIGH}
      role="meter"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={`${percent} %`}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
