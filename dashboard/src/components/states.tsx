// What stands where nothing can: loading, empty, failed, forbidden. Each says what to do next.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed, IconLock, IconPlugOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { toRequestFailure } from '../api/failure.ts';
import { CopyText } from './copy-text.tsx';
import styles from './states.module.css';

/** So short a wait is shown as nothing: a flicker helps nobody. */
const SHOW_AFTER_MS = 150;

/** Grey bars of about the final size; `lines` of them. */
export function Loading({
  lines = 4,
  label = 'Loading',
}: {
  readonly lines?: number;
  readonly label?: string;
}) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className={styles.loading} aria-label={label} aria-busy="true" data-shown={isShown}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars are all alike and never move
        <span key={i} className={styles.bar} style={{ width: `${[92, 78, 85, 64][i % 4]}%` }} />
      ))}
    </output>
  );
}

type StateProps = {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** One sentence and at most one button. */
export function Empty({
  icon = <IconCircleDashed size={20} stroke={1.5} />,
  title,
  children,
  action,
}: StateProps) {
  return (
    <div className={styles.state}>
      <span className={styles.icon}>{icon}</span>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <p className={styles.says}>{children}</p>}
      {action}
    </div>
  );
}

type FailedProps = {
  readonly error: unknown;
  /** What was being done: `The webhooks could not be loaded`. */
  readonly what: string;
  /** What goes on in spite of it. */
  readonly stillWorks?: string;
  readonly retry?: () => void;
};

export function Failed({ error, what, stillWorks, retry }: FailedProps) {
  const { status, code, message, correlationId } = toRequestFailure(error);
  if (code === 'ROLE_MISSING') return <Forbidden needs="another" says={message} />;
  return (
    <div className={styles.state} role="alert">
      <span className={styles.icon} data-tone="bad">
        {status === 0 ? <IconPlugOff size={20} stroke={1.5} /> : <IconAlertTriangle size={20} stroke={1.5} />}
      </span>
      <p className={styles.title}>{what}</p>
      <p className={styles.says}>
        {message} {stillWorks}
      </p>
      {correlationId !== undefined && (
        <p className="caption">
          For the log: <CopyText text={correlationId} />
        </p>
      )}
      {retry !== undefined && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}

export function Forbidden({ needs, says }: { readonly needs: string; readonly says?: string }) {
  return (
    <Empty icon={<IconLock size={20} stroke={1.5} />} title={`This needs the role ${needs}`}>
      {says ?? 'An admin can change your role under Settings, Users.'}
    </Empty>
  );
}
