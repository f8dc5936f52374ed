import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { Panel } from '../../components/panel.tsx';
import { AnomalyItem } from '../../components/signals/anomaly-item.tsx';
import { severities } from '../../components/signals/signal-words.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { formatCount } from '../../format/number.ts';
import styles from './signals-page.module.css';

const REFETCH_MS = 10_000;
const PAGE = 200;
const MOST = 1000;

/** What was out of the ordinary, how grave it is and what to do. */
export function AnomaliesTab() {
  const [severity, setSeverity] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch, isFetching } = useRead('GET /api/market/anomalies', {
    input: {
      query: { limit, ...(severity === '' ? {} : { severity: severity as (typeof severities)[number] }) },
    },
    refetchMs: REFETCH_MS,
    keepsPrevious: true,
  });
  if (error && !data)
    return <Failed what="The anomalies could not be loaded" error={error} retry={() => void refetch()} />;
  return (
    <Panel isFlush>
      <div className={styles.bar}>
        <Select
          aria-label="Severity"
          w={160}
          data={[
            { value: '', label: 'Any severity' },
            ...severities.map((each) => ({ value: each, label: each })),
          ]}
          value={severity}
          onChange={(value) => setSeverity(value ?? '')}
        />
        {data && (
          <span className="caption">
            {data.length === 1 ? '1 anomaly' : `${formatCount(data.length)} anomalies`}, newest first
          </span>
        )}
      </div>
      {!data ? (
        <Loading lines={8} />
      ) : data.length === 0 ? (
        <Empty
          title={severity === '' ? 'Nothing out of the ordinary' : `None is ${severity}`}
          action={severity === '' ? undefined : <Button onClick={() => setSeverity('')}>Show all</Button>}
        >
          {severity === '' ? 'Crashes, gaps and one-sided books appear here.' : undefined}
        </Empty>
      ) : (
        <ul className={styles.list} aria-label="Anomalies">
          {data.map((anomaly) => (
            <AnomalyItem key={anomaly.id} anomaly={anomaly} instrument={anomaly.instrument} />
          ))}
        </ul>
      )}
      {data?.length === limit && limit < MOST && (
        <button
          type="button"
          className={styles.more}
          disabled={isFetching}
          onClick={() => setLimit(limit + PAGE)}
        >
          Show older
        </button>
      )}
    </Panel>
  );
}
