import { memo, useState } from 'react';
import type { AnomalyEvent } from '../../api/market.ts';
import { toWords } from '../../format/words.ts';
import { Details } from '../details.tsx';
import { Status } from '../status.tsx';
import styles from './anomaly-item.module.css';
import { adviceWords, severityTones } from './signal-words.ts';
import { When } from './when.tsx';

type AnomalyItemProps = {
  readonly anomaly: AnomalyEvent;
  /** Left out where all are of one. */
  readonly instrument?: string;
};

/** One thing out of the ordinary: how grave, what to do, and the figures on pressing. */
export const AnomalyItem = memo(function AnomalyItem({ anomaly, instrument }: AnomalyItemProps) {
  const [isOpen, setOpen] = useState(false);
  const { severity, advice, type, says, eventMs, figures } = anomaly;
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        data-row
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles.when}>
          <When atMs={eventMs} />
        </span>
        <span className={styles.severity}>
          <Status tone={severityTones[severity]}>{severity}</Status>
        </span>
        {instrument !== undefined && <span className={styles.instrument}>{instrument}</span>}
        <strong className={styles.type}>{toWords(type)}</strong>
        <span className={styles.says}>{says}</span>
        <span className={styles.advice}>{adviceWords[advice]}</span>
      </button>
      {isOpen && (
        <div className={styles.open}>
          <Details json={JSON.stringify(figures)} />
        </div>
      )}
    </li>
  );
});
