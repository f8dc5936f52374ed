import { Button } from '@mantine/core';
import { IconCircleCheck, IconShieldLock } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { SeverityIcon } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { toGroups } from '../../live/alert-groups.ts';
import { useTopic } from '../../live/use-live.ts';
import styles from './home-page.module.css';

/** What lasts and is worse than news, and what the account lacks. */
export function NeedsYou() {
  const { user, mode } = useSession();
  const { view: alerts, failure } = useTopic('alerts');
  const reading = useDeed('POST /api/alerts/read', ['GET /api/alerts']);
  const lasting = toGroups(alerts ?? []).filter(
    ({ isOpen, alerts: [first] }) => isOpen && first.severity !== 'info',
  );
  const wantsTotp = user !== null && !user.hasTotp && mode !== 'sandbox';
  const count = lasting.length + Number(wantsTotp);
  const seen = (upTo: number): void => {
    reading
      .mutateAsync({ body: { upTo } })
      .catch((error: unknown) => tellFailed('It is still marked as new', error));
  };

  return (
    <Panel title="Needs you" aside={count === 0 ? undefined : `${count}`} isFlush={count > 0}>
      {failure && !alerts ? (
        <Failed what="The alerts cannot be shown" error={new Error(failure.message)} />
      ) : alerts === undefined ? (
        <Loading lines={2} />
      ) : count === 0 ? (
        <p className={styles.calm} style={{ padding: 0 }}>
          <IconCircleCheck size={16} stroke={1.8} aria-hidden /> Nothing. What asks for a decision appears
          here.
        </p>
      ) : (
        <ul className={styles.list}>
          {lasting.map(({ kind, alerts: [first, ...others], unread }) => (
            <li key={kind} className={styles.item}>
              <SeverityIcon severity={first.severity} isCleared={false} />
              <div className={styles.text}>
                <strong>{first.title}</strong>
                {others.length > 0 && <span className="dim"> and {others.length} more</span>}
                <p className="dim">{first.says}</p>
              </div>
              <span className={styles.when}>
                <Time atMs={first.raisedAtMs} />
              </span>
              {unread > 0 && user && (
                <Button size="compact-xs" onClick={() => seen(first.seq)}>
                  Seen
                </Button>
              )}
            </li>
          ))}
          {wantsTotp && (
            <li className={styles.item}>
              <IconShieldLock size={16} stroke={1.8} aria-hidden />
              <div className={styles.text}>
                <strong>Your account has a password only</strong>
                <p className="dim">Live mode and keys ask for a second factor.</p>
              </div>
              <Link href="/settings/account">Set one</Link>
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
