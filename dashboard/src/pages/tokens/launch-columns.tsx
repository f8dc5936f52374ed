import type { TokenPrice, TokenRow } from '../../api/solana.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { TokenLabel } from '../../components/solana/token-label.tsx';
import { Verdict } from '../../components/solana/verdict.tsx';
import { Time } from '../../components/time.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatMoney, formatPercent, formatPrice, formatSigned } from '../../format/number.ts';
import styles from './tokens-page.module.css';

const NONE = 'No source tells a price yet.';

export const launchColumns: readonly LiveColumn<TokenRow>[] = [
  {
    id: 'launched',
    header: 'Launched',
    value: ({ launchedAtMs }) => launchedAtMs,
    cell: ({ launchedAtMs }) => <Time atMs={launchedAtMs} />,
    card: 'age',
  },
  {
    id: 'token',
    header: 'Token',
    value: ({ symbol }) => symbol,
    cell: (row) => <TokenLabel {...row} isLink={false} />,
    card: 'title',
  },
  {
    id: 'name',
    header: 'Name',
    value: ({ name }) => name,
    cell: ({ name }) => <bdi>{name}</bdi>,
    isHiddenAtFirst: true,
  },
  {
    id: 'platform',
    header: 'Platform',
    value: ({ platform, program }) => platform ?? program,
    cell: ({ platform, program }) => platform ?? <span title={program}>{shortAddress(program)}</span>,
  },
  {
    id: 'verdict',
    header: 'Safety',
    value: ({ score }) => score,
    cell: (row) => <Verdict {...row} />,
    card: 'figure',
  },
  {
    id: 'price',
    header: 'Price USD',
    value: ({ price }) => (price?.priceUsd == null ? null : Number(price.priceUsd)),
    cell: ({ price }) => <Price price={price} says={NONE} />,
    isNumber: true,
  },
  {
    id: 'change',
    header: '1 h',
    value: ({ price }) => price?.changeHourPercent,
    cell: ({ price }) => <Change name="Change in an hour" percent={price?.changeHourPercent ?? null} />,
    isNumber: true,
  },
  {
    id: 'liquidity',
    header: 'Liquidity USD',
    value: ({ price }) => price?.liquidityUsd,
    cell: ({ price }) => formatMoney(price?.liquidityUsd, true),
    isNumber: true,
  },
  {
    id: 'reason',
    header: 'Why',
    value: ({ reasons }) => reasons.join(' '),
    cell: ({ reasons, verdict }) => (
      <span className={styles.reason} title={reasons.join('\n')}>
        {reasons[0] ?? (verdict === null ? 'nobody looked yet' : 'nothing speaks against it')}
        {reasons.length > 1 && ` and ${reasons.length - 1} more`}
      </span>
    ),
    isFilling: true,
    isUnsortable: true,
    card: 'note',
  },
  { id: 'mint', header: 'Mint', value: ({ mint }) => mint, isHiddenAtFirst: true, isInFile: true },
  {
    id: 'creator',
    header: 'Creator',
    value: ({ creator }) => creator,
    isHiddenAtFirst: true,
    isInFile: true,
  },
];

/** In dollars; a dash says why there is none. */
export function Price({ price, says }: { readonly price: TokenPrice | null; readonly says: string | null }) {
  if (price?.priceUsd == null) return <UnknownFigure name="Price" reason={says ?? NONE} />;
  return <span title={price.priceUsd}>{formatPrice(Number(price.priceUsd))}</span>;
}

export function Change({ name, percent }: { readonly name: string; readonly percent: number | null }) {
  if (percent === null)
    return <UnknownFigure name={name} reason="There is no price so long ago to compare with." />;
  const way = percent === 0 ? undefined : percent > 0 ? 'up' : 'down';
  return (
    <span className={styles.change} data-way={way}>
      {formatSigned(percent, formatPercent)}
    </span>
  );
}
