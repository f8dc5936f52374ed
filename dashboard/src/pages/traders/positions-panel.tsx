import type { PositionRow, WalletGains } from '../../api/solana.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Gain } from '../../components/solana/gain.tsx';
import { TokenLabel } from '../../components/solana/token-label.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { formatAmount, formatQuote, toNumber } from '../../format/unit-amounts.ts';

type PositionsPanelProps = {
  readonly gains: WalletGains | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

/** What was won and lost on each token, for each quote apart. */
export function PositionsPanel({ gains, error, retry }: PositionsPanelProps) {
  return (
    <Panel title="Won and lost by token" isFlush aside={<span>average cost</span>}>
      {error && !gains ? (
        <Failed what="What it won could not be counted" error={error} retry={retry} />
      ) : (
        <LiveTable
          name="Won and lost by token"
          rows={gains?.positions ?? []}
          columns={columns}
          toId={({ token, quote }) => `${token.mint} ${quote}`}
          maxHeight={420}
          empty={
            gains === undefined ? (
              <Loading lines={5} />
            ) : (
              <Empty title="No trade was seen yet">
                Only what happens while a wallet is followed is counted.
              </Empty>
            )
          }
        />
      )}
    </Panel>
  );
}

const columns: readonly LiveColumn<PositionRow>[] = [
  {
    id: 'token',
    header: 'Token',
    value: ({ token }) => token.symbol,
    cell: ({ token }) => <TokenLabel {...token} />,
    card: 'title',
  },
  {
    id: 'realised',
    header: 'Realised',
    value: ({ realised, decimals }) => toNumber(realised, decimals),
    cell: ({ realised, decimals, symbol }) => (
      <Gain name="Realised" units={realised} decimals={decimals} symbol={symbol} says={null} />
    ),
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'unrealised',
    header: 'Unrealised',
    value: ({ unrealised, decimals }) => toNumber(unrealised, decimals),
    cell: ({ unrealised, decimals, symbol, says }) => (
      <Gain name="Unrealised" units={unrealised} decimals={decimals} symbol={symbol} says={says} />
    ),
    isNumber: true,
  },
  {
    id: 'held',
    header: 'Held',
    value: ({ held, token }) => toNumber(held, token.decimals),
    cell: ({ held, token }) => formatAmount(toNumber(held, token.decimals)),
    isNumber: true,
    card: 'note',
  },
  {
    id: 'cost',
    header: 'Cost of that',
    value: ({ cost, decimals }) => toNumber(cost, decimals),
    cell: ({ cost, decimals, symbol }) => `${formatQuote(toNumber(cost, decimals), symbol)} ${symbol}`,
    isNumber: true,
  },
  {
    id: 'counts',
    header: 'Buys / sells',
    value: ({ buys, sells }) => `${buys} / ${sells}`,
    isNumber: true,
    isUnsortable: true,
  },
  {
    id: 'without',
    header: 'Sold of unknown cost',
    value: ({ receivedWithoutCost, decimals }) => toNumber(receivedWithoutCost, decimals),
    cell: ({ receivedWithoutCost, decimals, symbol }) =>
      `${formatQuote(toNumber(receivedWithoutCost, decimals), symbol)} ${symbol}`,
    isNumber: true,
    isHiddenAtFirst: true,
    isInFile: true,
  },
  {
    id: 'last',
    header: 'Last trade',
    value: ({ lastAtMs }) => lastAtMs,
    cell: ({ lastAtMs }) => <Time atMs={lastAtMs} />,
    card: 'age',
  },
];
