import { Drawer } from '@mantine/core';
import { type CSSProperties, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { CandleInterval, InstrumentState } from '../../api/market.ts';
import { useRead } from '../../api/queries.ts';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Ladder } from './book/ladder.tsx';
import { Tape } from './book/tape.tsx';
import { AnomalyList } from './drawer/anomaly-list.tsx';
import { BarTable } from './drawer/bar-table.tsx';
import { DetectorPanel } from './drawer/detector-panel.tsx';
import { Panes } from './drawer/panes.tsx';
import { SignalList } from './drawer/signal-list.tsx';
import type { MarketFeed } from './feed/market-feed.ts';
import { useFeed } from './feed/use-feed.ts';
import { useStats } from './feed/use-stats.ts';
import { drawerTabs, type Layout, type PaneTab, paneTabs } from './layout/layout.ts';
import { ResizeHandle } from './layout/resize-handle.tsx';
import { useArrangement } from './layout/use-arrangement.ts';
import { useLayout } from './layout/use-layout.ts';
import { MarketHead } from './market-head.tsx';
import styles from './market-page.module.css';
import { findInstrument, toAsked } from './watch/find-instrument.ts';
import { UnknownInstrument } from './watch/unknown-instrument.tsx';
import { WatchList } from './watch/watch-list.tsx';

const ChartPane = lazy(async () => ({ default: (await import('./chart/chart-pane.tsx')).ChartPane }));
const REFETCH_MS = 5000;

/** Who is in control? */
export function MarketPage() {
  const { data, error, refetch } = useRead('GET /api/market/instruments', { refetchMs: REFETCH_MS });
  if (data && data.length > 0) return <Chosen instruments={data} />;
  return (
    <>
      <PageHead title="Market" />
      {data ? (
        <Empty title="No instrument is followed">
          Name some under “market” in zapflow.yaml, such as usdm:BTCUSDT, and start again.
        </Empty>
      ) : error ? (
        <Failed what="The instruments could not be loaded" error={error} retry={() => void refetch()} />
      ) : (
        <Loading lines={12} label="Loading the market" />
      )}
    </>
  );
}

/** The instrument of the address, or that there is none of that name. */
function Chosen({ instruments }: { readonly instruments: readonly InstrumentState[] }) {
  const [, go] = useLocation();
  const asked = toAsked(useParams<{ '*'?: string }>()['*']);
  const [layout, change] = useLayout();
  const stats = useStats();
  const instrument = findInstrument(instruments, asked, layout.instrument);
  const choose = (id: string): void => {
    change({ instrument: id });
    go(`/market/${encodeURIComponent(id)}`);
  };
  const shared = { instruments, stats, choose };
  if (!instrument) return <UnknownInstrument asked={asked ?? ''} {...shared} />;
  return <Market instrument={instrument} layout={layout} change={change} {...shared} />;
}

type MarketProps = {
  readonly instrument: InstrumentState;
  readonly instruments: readonly InstrumentState[];
  readonly stats: ReturnType<typeof useStats>;
  readonly layout: Layout;
  readonly change: (part: Partial<Layout>) => void;
  readonly choose: (id: string) => void;
};

function Market({ instrument, instruments, stats, layout, change, choose: goTo }: MarketProps) {
  const [isPicking, setPicking] = useState(false);
  const [selected, select] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const arrangement = useArrangement(box);
  const interval: CandleInterval = layout.mode === 'candles' ? layout.interval : '1m';
  const feed = useFeed(instrument, interval);
  const choose = (id: string): void => {
    setPicking(false);
    select(undefined);
    goTo(id);
  };
  const watch = <WatchList instruments={instruments} stats={stats} chosen={instrument.id} choose={choose} />;
  const isWide = arrangement === 'wide';
  const panes: Readonly<Record<PaneTab, (feed: MarketFeed) => ReactNode>> = {
    book: (of) => (
      <Ladder feed={of} stepTicks={layout.bookStep} setStep={(bookStep) => change({ bookStep })} />
    ),
    trades: (of) => (
      <Tape feed={of} least={layout.leastTrade} setLeast={(leastTrade) => change({ leastTrade })} />
    ),
    signals: (of) => <SignalList feed={of} selected={selected} select={select} />,
    anomalies: (of) => <AnomalyList feed={of} />,
    detectors: () => <DetectorPanel />,
    bars: (of) => <BarTable feed={of} />,
  };
  return (
    <div ref={box} className={styles.market} data-arrangement={arrangement}>
      <MarketHead
        instrument={instrument}
        stats={stats.get(instrument.id)}
        heardMs={feed?.heardMs ?? null}
        pick={() => (isWide ? focusFilter() : setPicking(true))}
      />
      {isWide && <aside className={styles.watch}>{watch}</aside>}
      <div className={styles.middle}>
        <div className={styles.chart}>
          <ErrorBoundary what="The chart">
            <Suspense fallback={<Loading lines={8} />}>
              {feed && (
                <ChartPane
                  feed={feed}
                  layout={layout}
                  interval={interval}
                  change={change}
                  selected={selected}
                  select={(id) => {
                    select(id);
                    change({ tab: 'signals' });
                  }}
                />
              )}
            </Suspense>
          </ErrorBoundary>
        </div>
        <ResizeHandle height={layout.drawerHeight} setHeight={(drawerHeight) => change({ drawerHeight })} />
        <div className={styles.drawer} style={{ '--drawer': `${layout.drawerHeight}px` } as CSSProperties}>
          {feed && (
            <Panes
              feed={feed}
              tabs={isWide ? drawerTabs : paneTabs}
              tab={layout.tab}
              choose={(tab) => change({ tab })}
              show={(tab) => panes[tab](feed)}
            />
          )}
        </div>
      </div>
      {isWide && feed && (
        <aside className={styles.flow}>
          {panes.book(feed)}
          {panes.trades(feed)}
        </aside>
      )}
      <Drawer
        opened={isPicking && !isWide}
        onClose={() => setPicking(false)}
        position={arrangement === 'narrow' ? 'bottom' : 'left'}
        size={arrangement === 'narrow' ? '80%' : 280}
        title="Instruments"
        padding={0}
      >
        {watch}
      </Drawer>
    </div>
  );
}

function focusFilter(): void {
  document.querySelector<HTMLInputElement>('#page [data-filter]')?.focus();
}
