import { Button } from '@mantine/core';
import { IconDownload, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { LogLine } from '../../../../src/api/logs.ts';
import { download } from '../../components/download.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { toCsv } from '../../format/csv.ts';
import { formatCount } from '../../format/number.ts';
import { formatExact } from '../../format/time.ts';
import { toCount } from '../../format/words.ts';
import { LogFilters } from './log-filters.tsx';
import { LogList } from './log-list.tsx';
import styles from './logs-page.module.css';
import { countNewer, type LogFilter, useLogLines } from './use-log-lines.ts';

/** What does it say? Lines as they are written; scrolling back holds them. */
export function LogsPage() {
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const filter: LogFilter = {
    level: params.get('level') ?? '',
    worker: params.get('worker') ?? '',
    contains: params.get('contains') ?? '',
    correlationId: params.get('correlationId') ?? '',
  };
  const { view, failure } = useLogLines(filter);
  const [held, setHeld] = useState<readonly LogLine[]>();
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const lines = held ?? view ?? [];
  const newer = held && view ? countNewer(view, held) : 0;

  const change = (part: Partial<LogFilter>): void => {
    setHeld(undefined);
    setParams(
      Object.entries({ ...filter, ...part }).filter(([, value]) => value !== ''),
      { replace: true },
    );
  };
  const save = (): void => {
    const rows = lines.map(({ atMs, level, worker, message, correlationId, details }) => [
      formatExact(atMs, 'utc'),
      level,
      worker,
      message,
      correlationId,
      details,
    ]);
    download(
      'log.csv',
      'text/csv',
      toCsv(['at', 'level', 'worker', 'message', 'correlationId', 'details'], rows),
    );
  };

  return (
    <div className={styles.page}>
      <PageHead title="Logs" says={held ? 'Held: new lines wait below' : 'Live, the newest at the bottom'}>
        <Button
          leftSection={<IconDownload size={16} stroke={1.7} />}
          onClick={save}
          disabled={lines.length === 0}
        >
          CSV
        </Button>
        <Button
          leftSection={
            held ? <IconPlayerPlay size={16} stroke={1.7} /> : <IconPlayerPause size={16} stroke={1.7} />
          }
          onClick={() => setHeld(held ? undefined : view)}
          disabled={!view}
          aria-pressed={held !== undefined}
        >
          {held ? 'Go on' : 'Pause'}
        </Button>
      </PageHead>
      <Panel isFlush className={styles.panel}>
        <LogFilters filter={filter} change={change} />
        {failure ? (
          <Failed
            what="The log cannot be shown"
            error={new Error(failure.message)}
            {...(failure.code === 'SIGN_IN_NEEDED' ? { retry: () => go('/sign-in') } : {})}
          />
        ) : view === undefined ? (
          <Loading lines={12} />
        ) : lines.length === 0 ? (
          <Empty
            title={isFiltered ? 'No line passes the filter' : 'Nothing has been written yet'}
            action={
              isFiltered ? (
                <Button onClick={() => change({ level: '', worker: '', contains: '', correlationId: '' })}>
                  Show all lines
                </Button>
              ) : undefined
            }
          >
            {isFiltered
              ? 'New lines that pass it appear by themselves.'
              : 'Lines appear as they are written.'}
          </Empty>
        ) : (
          <LogList
            lines={lines}
            isHeld={held !== undefined}
            hold={() => setHeld((before) => before ?? view)}
            letGo={() => setHeld(undefined)}
            trace={(correlationId) => change({ correlationId, level: '', worker: '', contains: '' })}
          />
        )}
        <footer className={styles.foot}>
          <span>{toCount(lines.length, 'line')}</span>
          {newer > 0 && (
            <Button size="compact-xs" variant="filled" onClick={() => setHeld(undefined)}>
              {formatCount(newer)} new
            </Button>
          )}
        </footer>
      </Panel>
    </div>
  );
}
