import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { ChartCard, ChartGrid } from '../../components/charts/chart-card.tsx';
import { toCharts } from '../../components/charts/charts.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { useSlice } from '../../live/use-live.ts';
import { usePreferences } from '../../theme/preferences.ts';

const REFETCH_MS = 10_000;

/** How did it go in the last hour? */
export function MetricsPage() {
  const [worker, setWorker] = useState('');
  const { zone } = usePreferences();
  const names = useSlice('system', ({ view }) => view?.state.workers.map(({ name }) => name).join(' ') ?? '');
  const { data, error, refetch } = useRead('GET /api/metrics/history', {
    input: { query: worker === '' ? {} : { worker } },
    refetchMs: REFETCH_MS,
    keepsPrevious: true,
  });
  const charts = useMemo(() => toCharts(data?.series ?? []), [data]);
  return (
    <>
      <PageHead
        title="Metrics"
        says={
          data && (
            <>
              Last hour, a figure each {data.stepMs / 1000} s, until <Time atMs={data.endMs} isPlain />{' '}
              {zone === 'utc' ? 'UTC' : 'local time'}
            </>
          )
        }
      >
        <Select
          aria-label="Worker"
          w={168}
          data={[
            { value: '', label: 'All workers' },
            ...names
              .split(' ')
              .filter((name) => name !== '')
              .map((name) => ({ value: name, label: name })),
          ]}
          value={worker}
          onChange={(name) => setWorker(name ?? '')}
        />
      </PageHead>
      {error && !data ? (
        <Failed what="The figures could not be loaded" error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading lines={8} />
      ) : charts.length === 0 ? (
        <Empty title="No figures yet">
          They are taken every few seconds: the first charts appear in half a minute.
        </Empty>
      ) : (
        <ChartGrid>
          {charts.map((chart) => (
            <ChartCard key={chart.name} chart={chart} endMs={data.endMs} stepMs={data.stepMs} />
          ))}
        </ChartGrid>
      )}
    </>
  );
}
