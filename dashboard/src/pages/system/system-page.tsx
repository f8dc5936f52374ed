import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { useSystem } from '../../live/use-system.ts';
import { SystemFigures } from './system-figures.tsx';
import { WorkerDrawer } from './worker-drawer.tsx';
import { WorkerTable } from './worker-table.tsx';
import { WorkerTiles } from './worker-tiles.tsx';

const LastHour = lazy(async () => ({ default: (await import('./last-hour.tsx')).LastHour }));

/** Is it well? */
export function SystemPage() {
  const { view, failure } = useSystem();
  const [, go] = useLocation();
  const { '*': name } = useParams<{ '*'?: string }>();
  const [look, setLook] = useState('tiles');
  if (!view && failure)
    return <Failed what="The figures of the system cannot be shown" error={new Error(failure.message)} />;
  if (!view) return <Loading lines={8} />;
  const open = (worker: string): void => go(`/system/${worker}`);
  const chosen = view.state.workers.find((worker) => worker.name === name);
  return (
    <>
      <PageHead title="System" says={<span className="figure">{view.state.says}</span>}>
        <SegmentedControl
          value={look}
          onChange={setLook}
          aria-label="How workers are shown"
          data={[
            { value: 'tiles', label: 'Tiles' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </PageHead>
      <SystemFigures state={view.state} />
      {look === 'tiles' ? <WorkerTiles view={view} open={open} /> : <WorkerTable view={view} open={open} />}
      <ErrorBoundary what="The last hour">
        <Suspense fallback={<Loading lines={4} />}>
          <LastHour />
        </Suspense>
      </ErrorBoundary>
      <WorkerDrawer worker={chosen} trend={view.trends.get(name ?? '')} close={() => go('/system')} />
    </>
  );
}
