import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useRead } from '../../api/queries.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { isAddress } from '../../format/address.ts';
import { launchColumns } from './launch-columns.tsx';
import { fitsFilter, noFilter, type TokenFilter, toQuery, verdicts } from './token-filter.ts';
import styles from './tokens-page.module.css';
import { useLaunches } from './use-launches.ts';
import { usePrices } from './use-prices.ts';

const MOST = 200;
const platforms = {
  'pump-fun': 'Pump.fun',
  'pump-swap': 'PumpSwap',
  'raydium-launchlab': 'Raydium LaunchLab',
  'raydium-cpmm': 'Raydium CPMM',
  'meteora-dbc': 'Meteora DBC',
  moonshot: 'Moonshot',
} as const;

/** Launches, newest first; new ones come by themselves, and wait while somebody points at the rows. */
export function LaunchList() {
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const filter: TokenFilter = {
    search: params.get('search') ?? '',
    verdict: params.get('verdict') ?? '',
    platform: params.get('platform') ?? '',
  };
  const query = { ...toQuery(filter), limit: MOST };
  const { data, error, refetch } = useRead('GET /api/solana/tokens', {
    input: { query },
    keepsPrevious: true,
  });
  const launched = useLaunches();
  const prices = usePrices();
  const change = (part: Partial<TokenFilter>): void =>
    setParams(
      Object.entries({ ...noFilter, ...filter, ...part }).filter(([, value]) => value !== ''),
      { replace: true },
    );
  const key = JSON.stringify(filter);
  const rows = useMemo(() => {
    const now = JSON.parse(key) as TokenFilter;
    const title = platforms[now.platform as keyof typeof platforms] ?? '';
    const live = [...launched.values()].filter((row) => fitsFilter(row, now, title));
    const byMint = new Map([...(data ?? []), ...live].map((row) => [row.mint, row]));
    return [...byMint.values()]
      .map((row) => ({ ...row, price: prices.get(row.mint) ?? row.price }))
      .sort((a, b) => b.launchedAtMs - a.launchedAtMs);
  }, [data, launched, prices, key]);
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const all = (label: string) => ({ value: '', label });
  if (error && !data)
    return <Failed what="The tokens could not be loaded" error={error} retry={() => void refetch()} />;
  return (
    <Panel isFlush>
      <LiveTable
        name="Launched tokens"
        rows={rows}
        columns={launchColumns}
        toId={({ mint }) => mint}
        onOpen={({ mint }) => go(`/tokens/${mint}`)}
        tools={
          <div className={styles.filters}>
            <TextInput
              aria-label="Search by mint, symbol or name"
              placeholder="Mint, symbol or name"
              data-filter
              className={styles.search}
              maxLength={44}
              leftSection={<IconSearch size={14} stroke={1.8} />}
              value={filter.search}
              onChange={(event) => change({ search: event.currentTarget.value })}
            />
            <Select
              aria-label="Verdict"
              className={styles.select}
              data={[
                all('Any verdict'),
                ...Object.entries(verdicts).map(([value, label]) => ({ value, label })),
              ]}
              value={filter.verdict}
              onChange={(verdict) => change({ verdict: verdict ?? '' })}
            />
            <Select
              aria-label="Platform"
              className={styles.select}
              data={[
                all('All platforms'),
                ...Object.entries(platforms).map(([value, label]) => ({ value, label })),
              ]}
              value={filter.platform}
              onChange={(platform) => change({ platform: platform ?? '' })}
            />
          </div>
        }
        empty={
          data === undefined ? (
            <Loading lines={12} />
          ) : isFiltered ? (
            <Empty
              title="No launched token passes the filter"
              action={
                isAddress(filter.search) ? (
                  <Button onClick={() => go(`/tokens/${filter.search}`)}>Open this mint all the same</Button>
                ) : (
                  <Button onClick={() => change(noFilter)}>Show all tokens</Button>
                )
              }
            >
              A token whose launch was not seen is opened by its mint: paste it whole into the search.
            </Empty>
          ) : (
            <Empty title="No launch was seen yet">
              Tokens of the followed platforms stand here as soon as they are launched.
            </Empty>
          )
        }
      />
    </Panel>
  );
}
