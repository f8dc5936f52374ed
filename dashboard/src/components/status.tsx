import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconInfoCircle,
  IconLoader2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './status.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'busy';

const icons: Readonly<Record<Tone, typeof IconCircleCheck>> = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  quiet: IconCircleDashed,
  busy: IconLoader2,
};

type StatusProps = {
  readonly tone: Tone;
  /** As of the live connection: it fades when that is lost. */
  readonly isLive?: boolean;
  readonly children: ReactNode;
};

/** Colour never speaks alone: an icon of its own and a word go with it. */
export function Status({ tone, isLive = false, children }: StatusProps) {
  const Icon = icons[tone];
  return (
    <span className={`${styles.status} ${isLive ? 'figure' : ''}`} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

export type WorkerState = 'stopped' | 'starting' | 'ready' | 'waiting' | 'stopping' | 'failed';

const workerTones: Readonly<Record<WorkerState, Tone>> = {
  ready: 'good',
  starting: 'busy',
  stopping: 'busy',
  waiting: 'warn',
  failed: 'bad',
  stopped: 'quiet',
};

/** `word` stands in place of "ready" where that would be taken for more than it is. */
export function WorkerStatus({
  state,
  word = null,
}: {
  readonly state: WorkerState;
  readonly word?: string | null;
}) {
  const isWord = state === 'ready' && word !== null;
  return (
    <Status tone={isWord ? 'quiet' : workerTones[state]} isLive>
      {isWord ? word : state}
    </Status>
  );
}

export type Severity = 'info' | 'warning' | 'critical';

const severityIcons = { info: IconInfoCircle, warning: IconAlertTriangle, critical: IconCircleX };
const severityTones: Readonly<Record<Severity, Tone>> = { info: 'quiet', warning: 'warn', critical: 'bad' };

export function SeverityIcon({
  severity,
  isCleared,
}: {
  readonly severity: Severity;
  readonly isCleared: boolean;
}) {
  const Icon = isCleared ? IconCircleCheck : severityIcons[severity];
  const label = isCleared ? `${severity}, over` : severity;
  return (
    <span className={styles.status} data-tone={isCleared ? 'quiet' : severityTones[severity]} title={label}>
      <Icon size={16} stroke={1.8} role="img" aria-label={label} />
    </span>
  );
}
