import { Button, Drawer, Menu } from '@mantine/core';
import { IconBellOff, IconChecks, IconInboxOff } from '@tabler/icons-react';
import { useDeed, useRead } from '../api/queries.ts';
import { useMay, useSession } from '../api/session.ts';
import { tellDone, tellFailed } from '../components/notify.ts';
import { Empty, Loading } from '../components/states.tsx';
import { SeverityIcon } from '../components/status.tsx';
import { Time } from '../components/time.tsx';
import { formatDuration } from '../format/number.ts';
import { type AlertGroup, toGroups } from '../live/alert-groups.ts';
import { useTopic } from '../live/use-live.ts';
import styles from './inbox.module.css';

const durations: readonly [string, number][] = [
  ['for an hour', 60],
  ['for a day', 1440],
  ['for a week', 10_080],
];

/** What the system has to say, grouped by kind; nothing pops up. */
export function Inbox({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const { user } = useSession();
  const { view } = useTopic('alerts');
  const { data } = useRead('GET /api/alerts', { input: { query: {} }, isEnabled: isOpen });
  const reading = useDeed('POST /api/alerts/read', ['GET /api/alerts']);
  const alerts = view ?? data?.alerts;
  const newest = alerts?.reduce((most, { seq }) => Math.max(most, seq), 0) ?? 0;
  const hasUnread =
    alerts?.some(({ readAtMs, clearedAtMs }) => readAtMs === null && clearedAtMs === null) ?? false;
  const readAll = (): void => {
    reading
      .mutateAsync({ body: { upTo: newest } })
      .catch((error: unknown) => tellFailed('The alerts are still marked as new', error));
  };
  return (
    <Drawer opened={isOpen} onClose={close} position="right" size={400} title="Inbox" padding={0}>
      <div className={styles.tools}>
        <span className="caption">Alerts of the system, the lasting ones first</span>
        {hasUnread && user && (
          <Button
            size="compact-xs"
            leftSection={<IconChecks size={14} />}
            onClick={readAll}
            loading={reading.isPending}
          >
            All read
          </Button>
        )}
      </div>
      {alerts === undefined ? (
        <Loading lines={5} />
      ) : alerts.length === 0 ? (
        <Empty icon={<IconInboxOff size={20} stroke={1.5} />} title="Nothing to tell">
          When a worker fails, a disk fills up or a backup is late, it is told here.
        </Empty>
      ) : (
        <ul className={styles.groups}>
          {toGroups(alerts).map((group) => (
            <Group key={group.kind} group={group} isMuted={data?.muted.includes(group.kind) ?? false} />
          ))}
        </ul>
      )}
    </Drawer>
  );
}

function Group({ group, isMuted }: { readonly group: AlertGroup; readonly isMuted: boolean }) {
  const may = useMay('trader');
  const muting = useDeed('PUT /api/alerts/kinds/{kind}/mute', ['GET /api/alerts']);
  const [first, ...others] = group.alerts;
  const mute = (minutes: number, told: string): void => {
    muting.mutateAsync({ params: { kind: group.kind }, body: { minutes } }).then(
      () => tellDone(told),
      (error: unknown) => tellFailed('The kind was not muted', error),
    );
  };
  return (
    <li className={styles.group} data-unread={group.unread > 0}>
      <SeverityIcon severity={first.severity} isCleared={!group.isOpen} />
      <div className={styles.text}>
        <p className={styles.title}>
          {first.clearedAtMs === null ? first.title : `Over: ${first.title}`}
          {group.unread > 0 && <span className={styles.dot} title="Not read" />}
        </p>
        {first.clearedAtMs === null && <p className="dim">{first.says}</p>}
        <p className="caption">
          {first.clearedAtMs === null ? (
            <>
              since <Time atMs={first.raisedAtMs} isPlain />
            </>
          ) : (
            <>
              since <Time atMs={first.clearedAtMs} isPlain />, lasted{' '}
              {formatDuration(first.clearedAtMs - first.raisedAtMs)}
            </>
          )}
          {others.length > 0 && ` · ${others.length} more of this kind`}
          {isMuted && ' · muted'}
        </p>
      </div>
      {may && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-xs" variant="subtle" color="gray" aria-label={`Mute ${first.title}`}>
              <IconBellOff size={15} stroke={1.7} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>No messages of this kind</Menu.Label>
            {durations.map(([words, minutes]) => (
              <Menu.Item key={minutes} onClick={() => mute(minutes, `Muted ${words}`)}>
                {words}
              </Menu.Item>
            ))}
            {isMuted && <Menu.Item onClick={() => mute(0, 'No longer muted')}>Tell me again</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
