import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useRead } from '../../api/queries.ts';
import type { SafetyView, TokenView, TradeRow } from '../../api/solana.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { AddressText } from '../../components/solana/address-text.tsx';
import { TransactionDrawer } from '../../components/solana/transaction-drawer.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatShare } from '../../format/number.ts';
import { formatAmount, formatQuote, toNumber } from '../../format/unit-amounts.ts';

const REFETCH_MS = 10_000;
type Holder = NonNullable<SafetyView['facts']['holders']>[number];

/** What followed wallets bought and sold of it. */
export function TradesPanel({ mint }: { readonly mint: string }) {
  const [opened, setOpened] = useState<string>();
  const { data, error, refetch } = useRead('GET /api/solana/tokens/{mint}/trades', {
    input: { params: { mint }, query: {} },
    refetchMs: REFETCH_MS,
  });
  const columns: readonly LiveColumn<TradeRow>[] = [
    ...tradeColumns,
    {
      id: 'open',
      header: '',
      value: () => '',
      cell: ({ signature, label, address }) => (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => setOpened(signature)}
          aria-label={`Open the transaction of ${label || shortAddress(address)}`}
        >
          Open
        </Button>
      ),
      isUnsortable: true,
      width: 72,
      card: 'age',
    },
  ];
  return (
    <Panel title="Trades of followed wallets" isFlush>
      {error && !data ? (
        <Failed what="The trades could not be loaded" error={error} retry={() => void refetch()} />
      ) : (
        <LiveTable
          name="Trades of followed wallets"
          rows={data ?? []}
          columns={columns}
          toId={({ signature, address, tokenAmount, quoteAmount }) =>
            `${signature} ${address} ${tokenAmount} ${quoteAmount}`
          }
          maxHeight={420}
          empty={data ? <Empty title="No followed wallet traded it yet" /> : <Loading lines={4} />}
        />
      )}
      <TransactionDrawer signature={opened} close={() => setOpened(undefined)} />
    </Panel>
  );
}

const sides = { buy: '▲ buy', sell: '▼ sell', swap: '↔ swap' } as const;

const tradeColumns: readonly LiveColumn<TradeRow>[] = [
  {
    id: 'at',
    header: 'At',
    value: ({ atMs }) => atMs,
    cell: ({ atMs }) => <Time atMs={atMs} />,
    card: 'age',
  },
  {
    id: 'wallet',
    header: 'Wallet',
    value: ({ label, address }) => label || address,
    cell: ({ label, address }) => (
      <Link href={`/traders/${address}`} title={address} className="nowrap">
        <bdi>{label || shortAddress(address)}</bdi>
      </Link>
    ),
    card: 'title',
  },
  { id: 'side', header: 'Side', value: ({ side }) => side, cell: ({ side }) => sides[side], card: 'title' },
  {
    id: 'amount',
    header: 'Amount',
    value: ({ tokenAmount, token }) => toNumber(tokenAmount, token.decimals),
    cell: ({ tokenAmount, token }) => formatAmount(toNumber(tokenAmount, token.decimals)),
    isNumber: true,
    card: 'note',
  },
  {
    id: 'for',
    header: 'For',
    value: ({ quoteAmount, quote }) => toNumber(quoteAmount, quote.decimals),
    cell: ({ quoteAmount, quote }) =>
      `${formatQuote(toNumber(quoteAmount, quote.decimals), quote.symbol)} ${quote.symbol}`,
    isNumber: true,
    card: 'figure',
  },
];

type Pool = TokenView['pools'][number];
type PoolRow = Pool & { readonly facts: NonNullable<SafetyView['facts']['pools']>[number] | undefined };

/** Pools that were seen to be made, with what the last report knows of their liquidity. */
export function PoolsPanel({ view }: { readonly view: TokenView }) {
  const facts = view.report?.facts.pools ?? [];
  const rows: PoolRow[] = view.pools.map((pool) => ({
    ...pool,
    facts: facts.find((each) => each.pool === pool.pool),
  }));
  return (
    <Panel title="Pools" isFlush aside={<span>liquidity as of the last check</span>}>
      <LiveTable
        name="Pools"
        rows={rows}
        columns={poolColumns}
        toId={({ pool }) => pool}
        empty={<Empty title="No pool of it was seen to be made" />}
      />
    </Panel>
  );
}

const toBps = (bps: number | undefined): string => formatShare(bps === undefined ? undefined : bps / 100);

const poolColumns: readonly LiveColumn<PoolRow>[] = [
  {
    id: 'platform',
    header: 'Platform',
    value: ({ platform, program }) => platform ?? program,
    cell: ({ platform, program }) => platform ?? shortAddress(program),
    card: 'title',
  },
  {
    id: 'pool',
    header: 'Pool',
    value: ({ pool }) => pool,
    cell: ({ pool }) => <AddressText address={pool} what="pool" />,
    card: 'note',
  },
  {
    id: 'liquidity',
    header: 'Holds',
    value: ({ facts }) => (facts ? toNumber(facts.quoteAmount, facts.quoteDecimals) : null),
    cell: ({ facts }) =>
      facts
        ? `${formatQuote(toNumber(facts.quoteAmount, facts.quoteDecimals), facts.quoteSymbol)} ${facts.quoteSymbol}`
        : '—',
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'burned',
    header: 'Burned',
    value: ({ facts }) => facts?.burnedBps,
    cell: ({ facts }) => toBps(facts?.burnedBps),
    isNumber: true,
  },
  {
    id: 'locked',
    header: 'Locked',
    value: ({ facts }) => facts?.lockedBps,
    cell: ({ facts }) => toBps(facts?.lockedBps),
    isNumber: true,
  },
  {
    id: 'made',
    header: 'Made',
    value: ({ createdAtMs }) => createdAtMs,
    cell: ({ createdAtMs }) => <Time atMs={createdAtMs} />,
    card: 'age',
  },
];

/** The largest, as of the last check; pools, burned and locked ones are no holders. */
export function HoldersPanel({ view }: { readonly view: TokenView }) {
  const { decimals } = view.token;
  const holders = view.report?.facts.holders ?? null;
  const columns: readonly LiveColumn<Holder>[] = [
    {
      id: 'owner',
      header: 'Owner',
      value: ({ owner }) => owner,
      cell: ({ owner }) => <AddressText address={owner} what="owner" />,
      card: 'title',
    },
    { id: 'kind', header: 'What it is', value: ({ kind }) => kind, card: 'note' },
    {
      id: 'share',
      header: 'Share',
      value: ({ shareBps }) => shareBps,
      cell: ({ shareBps }) => toBps(shareBps ?? undefined),
      isNumber: true,
      card: 'figure',
    },
    {
      id: 'amount',
      header: 'Amount',
      value: ({ amount }) => toNumber(amount, decimals),
      cell: ({ amount }) => formatAmount(toNumber(amount, decimals)),
      isNumber: true,
      card: 'age',
    },
  ];
  return (
    <Panel title="Largest holders" isFlush aside={<span>as of the last check</span>}>
      <LiveTable
        name="Largest holders"
        rows={holders ?? []}
        columns={columns}
        toId={({ owner, kind }) => `${owner} ${kind}`}
        maxHeight={420}
        empty={<Empty title="Who holds it is not known">Check the token to ask for its holders.</Empty>}
      />
    </Panel>
  );
}
