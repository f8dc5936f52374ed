import { useLocation } from 'wouter';
import { useRead } from '../../api/queries.ts';
import type { WalletRow } from '../../api/solana.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatCount } from '../../format/number.ts';
import { toNumber } from '../../format/unit-amounts.ts';
import { ActivityList } from './activity-list.tsx';
import { FollowButton } from './follow-form.tsx';
import { Gains } from './gains.tsx';
import styles from './traders-page.module.css';
import { useActivity } from './use-activity.ts';
import { WalletFigures } from './wallet-figures.tsx';
import { WalletStatus } from './wallet-status.tsx';

const REFETCH_MS = 10_000;

/** The wallets at the left, what they do at the right. */
export function WalletsTab() {
  const [, go] = useLocation();
  const { data, error, refetch } = useRead('GET /api/solana/wallets', { refetchMs: REFETCH_MS });
  const activity = useActivity(undefined);
  if (error && !data)
    return (
      <Failed what="The followed wallets could not be loaded" error={error} retry={() => void refetch()} />
    );
  return (
    <div className={styles.stack}>
      <WalletFigures wallets={data} />
      <div className={styles.columns}>
        <Panel isFlush>
          <LiveTable
            name="Followed wallets"
            rows={data ?? []}
            columns={columns}
            toId={({ address }) => address}
            onOpen={({ address }) => go(`/traders/${address}`)}
            empty={
              data === undefined ? (
                <Loading lines={8} />
              ) : (
                <Empty title="No wallet is followed yet" action={<FollowButton />}>
                  Paste the address of a trader: from then on everything that wallet does stands here.
                </Empty>
              )
            }
          />
        </Panel>
        <Panel title="Live" isFlush aside={<span>newest first</span>}>
          <ActivityList activity={activity} empty="Nothing was done yet" />
        </Panel>
      </div>
    </div>
  );
}

/** Of the first quote, which is SOL where there is any. */
const toSortable = ({ gains }: WalletRow): number | undefined => {
  const [first] = gains ?? [];
  return first === undefined ? undefined : (toNumber(first.realised, first.decimals) ?? undefined);
};

const columns: readonly LiveColumn<WalletRow>[] = [
  {
    id: 'label',
    header: 'Wallet',
    value: ({ label, address }) => label || address,
    cell: ({ label, address }) => (
      <span className="nowrap" title={address}>
        {label !== '' && <b>{label} </b>}
        <span className="caption mono">{shortAddress(address)}</span>
      </span>
    ),
    card: 'title',
  },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: (row) => <WalletStatus {...row} />,
    card: 'note',
  },
  {
    id: 'realised',
    header: 'Realised',
    value: toSortable,
    cell: ({ gains, gainsSay }) => (
      <Gains name="Realised" of="realised" gains={gains} says={gainsSay} isPlain />
    ),
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'unrealised',
    header: 'Unrealised',
    value: ({ gains }) => toNumber(gains?.[0]?.unrealised ?? null, gains?.[0]?.decimals ?? 0),
    cell: ({ gains, gainsSay }) => (
      <Gains name="Unrealised" of="unrealised" gains={gains} says={gainsSay} isPlain />
    ),
    isNumber: true,
  },
  {
    id: 'trades',
    header: 'Trades',
    value: ({ trades }) => trades,
    cell: ({ trades }) => formatCount(trades),
    isNumber: true,
  },
  {
    id: 'seen',
    header: 'Last seen',
    value: ({ lastSeenMs }) => lastSeenMs,
    cell: ({ lastSeenMs }) => <Time atMs={lastSeenMs} />,
    card: 'age',
  },
  {
    id: 'priority',
    header: 'Priority',
    value: ({ priority }) => priority,
    isNumber: true,
    isHiddenAtFirst: true,
  },
  {
    id: 'address',
    header: 'Address',
    value: ({ address }) => address,
    isHiddenAtFirst: true,
    isInFile: true,
  },
];
