import { Tabs } from '@mantine/core';
import { useMemo } from 'react';
import { useLocation, useParams, useSearchParams } from 'wouter';
import { PageHead } from '../../components/page-head.tsx';
import { AnomaliesTab } from './anomalies-tab.tsx';
import { ExportMenu } from './export-menu.tsx';
import { HistoryTab } from './history-tab.tsx';
import { QualityTab } from './quality-tab.tsx';
import { noFilter, type SignalFilter, toQuery } from './signal-filter.ts';
import styles from './signals-page.module.css';

const tabs = { history: 'History', quality: 'Right or wrong', anomalies: 'Anomalies' } as const;

/** What fired, was it right? */
export function SignalsPage() {
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const { '*': asked = '' } = useParams<{ '*'?: string }>();
  const tab = asked in tabs ? asked : 'history';
  const filter: SignalFilter = {
    instrument: params.get('instrument') ?? '',
    type: params.get('type') ?? '',
    side: params.get('side') ?? '',
    least: params.get('least') ?? '',
    since: params.get('since') ?? '',
  };
  const key = JSON.stringify(filter);
  // The moment that a span counts back from is that of the choice, or every second would be another question.
  const query = useMemo(() => toQuery(JSON.parse(key) as SignalFilter, Date.now()), [key]);
  const change = (part: Partial<SignalFilter>): void =>
    setParams(
      Object.entries({ ...noFilter, ...filter, ...part }).filter(([, value]) => value !== ''),
      { replace: true },
    );
  return (
    <>
      <PageHead title="Signals" says="What fired, why, and what became of it">
        {tab === 'history' && <ExportMenu query={query} />}
      </PageHead>
      <Tabs
        value={tab}
        onChange={(next) => go(next === 'history' ? '/signals' : `/signals/${next}`)}
        keepMounted={false}
      >
        <Tabs.List className={styles.tabs}>
          {Object.entries(tabs).map(([id, name]) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="history">
          <HistoryTab filter={filter} query={query} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="quality">
          <QualityTab />
        </Tabs.Panel>
        <Tabs.Panel value="anomalies">
          <AnomaliesTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
