import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Confidence } from '../../components/signals/confidence.tsx';
import { Side } from '../../components/signals/side.tsx';
import { SignalDetail } from '../../components/signals/signal-detail.tsx';
import { toTypeName } from '../../components/signals/signal-words.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { signalColumns } from './signal-columns.tsx';
import { noFilter, type SignalFilter, type SignalQuery } from './signal-filter.ts';
import { SignalFilters } from './signal-filters.tsx';
import styles from './signals-page.module.css';
import { useSignalPages } from './use-signal-pages.ts';

type HistoryTabProps = {
  readonly filter: SignalFilter;
  readonly query: SignalQuery;
  readonly change: (part: Partial<SignalFilter>) => void;
};

/** What fired, and what became of it; a row opens its whole reason. */
export function HistoryTab({ filter, query, change }: HistoryTabProps) {
  const pages = useSignalPages(query);
  const [openId, setOpenId] = useState<string>();
  const { rows } = pages;
  const open = rows?.find(({ id }) => id === openId);
  const isFiltered = Object.values(filter).some((value) => value !== '');
  if (pages.error && !rows)
    return <Failed what="The signals could not be loaded" error={pages.error} retry={pages.reload} />;
  return (
    <Panel isFlush>
      <LiveTable
        name="Signals"
        rows={rows ?? []}
        columns={signalColumns}
        toId={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        tools={
          <>
            <SignalFilters filter={filter} change={change} />
            {pages.newCount > 0 && (
              <Button size="compact-xs" variant="filled" onClick={pages.reload}>
                {pages.newCount} new
              </Button>
            )}
          </>
        }
        empty={
          rows === undefined ? (
            <Loading lines={12} />
          ) : isFiltered ? (
            <Empty
              title="No signal passes the filter"
              action={<Button onClick={() => change(noFilter)}>Show all signals</Button>}
            />
          ) : (
            <Empty title="No signal has fired yet">
              Detectors watch the followed instruments; what they find stands here with its outcome.
            </Empty>
          )
        }
        {...(pages.hasMore ? { more: { isLoading: pages.isLoading, load: pages.loadMore } } : {})}
      />
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpenId(undefined)}
        position="right"
        size={520}
        title={open ? `${toTypeName(open.type, open.variant)} on ${open.instrument}` : ''}
      >
        {open && (
          <div className={styles.open}>
            <p className={styles.openHead}>
              <Side side={open.side} /> <Confidence {...open} />{' '}
              <span className="dim">priority {open.priority}</span>
            </p>
            <SignalDetail signal={open} />
          </div>
        )}
      </Drawer>
    </Panel>
  );
}
