import { UnstyledButton } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { memo } from 'react';
import type { LogLine } from '../../../../src/api/logs.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { Details } from '../../components/details.tsx';
import { toDetails } from '../../format/details.ts';
import { formatClock, formatExact, type Zone } from '../../format/time.ts';
import { usePreferences } from '../../theme/preferences.ts';
import styles from './logs-page.module.css';

type LogRowProps = {
  readonly line: LogLine;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly trace: (correlationId: string) => void;
};

export const LogRow = memo(function LogRow({ line, isOpen, toggle, trace }: LogRowProps) {
  const { zone } = usePreferences();
  const { atMs, level, worker, message, details, correlationId } = line;
  return (
    <div className={styles.line} data-level={level} data-open={isOpen}>
      <UnstyledButton className={styles.summary} onClick={toggle} aria-expanded={isOpen} data-row>
        <time title={formatExact(atMs, zone)}>{formatClock(atMs, zone)}</time>
        <span className={styles.level}>{level}</span>
        <span className={styles.worker}>{worker}</span>
        <span className={styles.message}>
          {message}
          {!isOpen && <span className={styles.details}> {toLine(details, zone)}</span>}
        </span>
      </UnstyledButton>
      {isOpen && (
        <div className={styles.more}>
          <p className="caption">{formatExact(atMs, zone)}</p>
          {correlationId !== null && (
            <p className={styles.cause}>
              <CopyText text={correlationId} label="Copy the correlation id" />
              <UnstyledButton className={styles.follow} onClick={() => trace(correlationId)}>
                <IconRoute size={14} stroke={1.8} aria-hidden /> Everything of this cause
              </UnstyledButton>
            </p>
          )}
          <Details json={details} />
        </div>
      )}
    </div>
  );
});

function toLine(details: string, zone: Zone): string {
  return toDetails(details, zone)
    .map(({ name, text }) => `${name} ${text}`)
    .join(' · ');
}
