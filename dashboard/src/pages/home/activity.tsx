import { IconPencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useRead } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Panel } from '../../components/panel.tsx';
import { Empty, Loading } from '../../components/states.tsx';
import { SeverityIcon } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { useTopic } from '../../live/use-live.ts';
import styles from './home-page.module.css';
import { toActivity } from './to-activity.ts';

/** What others change; one's own is there at once. */
const REFETCH_MS = 5000;

export function Activity() {
  const isAdmin = useMay('admin');
  const { view: alerts, failure } = useTopic('alerts');
  const audit = useRead('GET /api/audit', {
    input: { query: { max: 12 } },
    isEnabled: isAdmin,
    refetchMs: REFETCH_MS,
  });
  const isLoading = (alerts === undefined && !failure) || (isAdmin && audit.isPending);
  const happened = toActivity(alerts ?? [], audit.data?.entries ?? [], audit.data?.names);
  return (
    <Panel
      title="Activity"
      isFlush={happened.length > 0}
      aside={isAdmin ? <Link href="/settings/audit">All changes</Link> : undefined}
    >
      {isLoading ? (
        <Loading lines={5} />
      ) : happened.length === 0 ? (
        <Empty title="Nothing has happened yet">
          Alerts, stops, restarts and changes of settings are listed here.
        </Empty>
      ) : (
        <ul className={styles.list}>
          {happened.map(({ id, kind, severity, title, says, atMs }) => (
            <li key={id} className={styles.item}>
              {kind === 'change' ? (
                <span className="dim" title="change">
                  <IconPencil size={16} stroke={1.7} role="img" aria-label="change" />
                </span>
              ) : (
                <SeverityIcon severity={severity} isCleared={kind === 'cleared'} />
              )}
              <div className={`${styles.text} ${styles.oneLine}`} title={`${title} ${says}`.trim()}>
                {title} <span className="dim">{says}</span>
              </div>
              <span className={styles.when}>
                <Time atMs={atMs} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
