import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import type { PaneTab } from '../layout/layout.ts';
import styles from './drawer.module.css';

const names: Readonly<Record<PaneTab, string>> = {
  book: 'Book',
  trades: 'Trades',
  signals: 'Signals',
  anomalies: 'Anomalies',
  detectors: 'Detectors',
  bars: 'Table',
};

type PanesProps = {
  readonly feed: MarketFeed;
  readonly tabs: readonly PaneTab[];
  readonly tab: PaneTab;
  readonly choose: (tab: PaneTab) => void;
  readonly show: (tab: PaneTab) => ReactNode;
};

/** What stands below the chart, one at a time; only the one that is seen is drawn. */
export function Panes({ feed, tabs, tab, choose, show }: PanesProps) {
  const shown = tabs.includes(tab) ? tab : 'signals';
  return (
    <Tabs
      value={shown}
      onChange={(next) => choose(next as PaneTab)}
      className={styles.panes}
      keepMounted={false}
    >
      <Tabs.List className={styles.tabs}>
        {tabs.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {names[each]}
            <Count feed={feed} tab={each} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((each) => (
        <Tabs.Panel
          key={each}
          value={each}
          className={styles.body}
          data-fits={each === 'book' || each === 'trades'}
        >
          {each === shown && show(each)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** How many there are. */
function Count({ feed, tab }: { readonly feed: MarketFeed; readonly tab: PaneTab }) {
  usePart(feed.parts.marks);
  const count = { signals: feed.signals?.length, anomalies: feed.anomalies?.length }[tab as string] ?? 0;
  return count === 0 ? null : <span className={styles.count}>{count}</span>;
}
