import { IconArrowUpRight, IconCheck, IconX } from '@tabler/icons-react';
import { formatDuration } from '../format/number.ts';
import { type TraceStep, toSteps } from './trace-steps.ts';
import styles from './trace-timeline.module.css';

/** What a decision went through, step by step: when, from what, and where it was refused. */
export function TraceTimeline({ steps }: { readonly steps: readonly TraceStep[] }) {
  const timed = toSteps(steps);
  const totalMs = steps.at(-1)?.atMs ?? 0;
  return (
    <ol className={styles.timeline} aria-label={`${steps.length} steps in ${formatDuration(totalMs)}`}>
      {timed.map(({ name, says, link, refusal, tookMs, startShare, share, isSlowest }) => (
        <li key={name} className={styles.step} data-refused={refusal !== undefined}>
          <span className={styles.mark}>
            {refusal ? (
              <IconX size={12} stroke={2.5} aria-hidden />
            ) : (
              <IconCheck size={12} stroke={2.5} aria-hidden />
            )}
          </span>
          <div className={styles.text}>
            <p>
              <strong>{name}</strong>{' '}
              {refusal && (
                <span className={styles.refusal}>
                  refused by {refusal.rule}: {refusal.value} over {refusal.limit}
                </span>
              )}
            </p>
            <p className="dim">
              {says}
              {link && (
                <a href={link} target="_blank" rel="noreferrer noopener" className={styles.link}>
                  open <IconArrowUpRight size={12} aria-hidden />
                </a>
              )}
            </p>
          </div>
          <span className={styles.bar} aria-hidden>
            <span
              data-slowest={isSlowest}
              style={{ left: `${startShare * 100}%`, width: `max(2px, ${share * 100}%)` }}
            />
          </span>
          <span className={styles.took}>
            +{formatDuration(tookMs)}
            {isSlowest && <span className="caption"> slowest</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
