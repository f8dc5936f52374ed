import { formatConfidence, type SignalRow } from './signal-words.ts';
import styles from './signals.module.css';

/** How sure, as figure and bar; a rough one says that it is not yet measured by outcomes. */
export function Confidence({ confidence, isCalibrated }: Pick<SignalRow, 'confidence' | 'isCalibrated'>) {
  const says = isCalibrated
    ? 'Measured: so often signals like it were right.'
    : 'Not measured yet: the strength of what was seen. It becomes a frequency once 100 like it are known.';
  return (
    <span className={styles.confidence} title={says}>
      <span className={styles.track} aria-hidden>
        <span style={{ width: `${confidence * 100}%` }} data-measured={isCalibrated} />
      </span>
      {isCalibrated ? '' : '~'}
      {formatConfidence(confidence)}
    </span>
  );
}
