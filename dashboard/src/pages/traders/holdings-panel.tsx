import { useRead } from '../../api/queries.ts';
import type { HoldingRow } from '../../api/solana.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { TokenLabel } from '../../components/solana/token-label.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { formatMoney, formatPrice } from '../../format/number.ts';
import { formatAmount, toNumber } from '../../format/unit-amounts.ts';

const REFETCH_MS = 15_000;

/** What a wallet holds now, as a node tells it. */
export function HoldingsPanel({ wallet }: { readonly wallet: string }) {
  const { data, error, refetch } = useRead('GET /api/solana/wallets/{wallet}/holdings', {
    input: { params: { wallet } },
    refetchMs: REFETCH_MS,
  });
  return (
    <Panel title="Holds now" isFlush aside={<span>as the node tells it</span>}>
      {error && !data ? (
        <Failed what="What it holds could not be asked" error={error} retry={() => void refetch()} />
      ) : (
        <LiveTable
          name="Holdings"
          rows={data ?? []}
          columns={columns}
          toId={({ token }) => token.mint}
          maxHeight={420}
          empty={data === undefined ? <Loading lines={4} /> : <Empty title="This wallet holds nothing" />}
        />
      )}
    </Panel>
  );
}

const columns: readonly LiveColumn<HoldingRow>[] = [
  {
    id: 'token',
    header: 'Token',
    value: ({ token }) => token.symbol,
    cell: ({ token }) => <TokenLabel {...token} />,
    card: 'title',
  },
  {
    id: 'amount',
    header: 'Amount',
    value: ({ amount, token }) => toNumber(amount, token.decimals),
    cell: ({ amount, token }) => formatAmount(toNumber(amount, token.decimals)),
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'price',
    header: 'Price USD',
    value: ({ priceUsd }) => (priceUsd === null ? null : Number(priceUsd)),
    cell: ({ priceUsd, says }) =>
      priceUsd === null ? (
        <UnknownFigure name="Price" reason={says ?? 'There is none.'} />
      ) : (
        formatPrice(Number(priceUsd))
      ),
    isNumber: true,
    card: 'note',
  },
  {
    id: 'value',
    header: 'Value USD',
    value: ({ valueUsd }) => (valueUsd === null ? null : Number(valueUsd)),
    cell: ({ valueUsd, says }) =>
      valueUsd === null ? (
        <UnknownFigure name="Value" reason={says ?? 'There is no price.'} />
      ) : (
        formatMoney(Number(valueUsd), true)
      ),
    isNumber: true,
    card: 'age',
  },
];
