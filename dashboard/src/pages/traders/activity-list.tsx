import {
  IconArrowDownRight,
  IconArrowsExchange,
  IconArrowUpRight,
  IconCircleX,
  IconDots,
  IconDroplet,
  IconListDetails,
  IconRocket,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import { memo, useState } from 'react';
import { Link } from 'wouter';
import type { ActivityRow } from '../../api/solana.ts';
import { NewButton } from '../../components/new-button.tsx';
import { Sentence } from '../../components/solana/sentence.tsx';
import styles from '../../components/solana/solana.module.css';
import { TransactionDrawer } from '../../components/solana/transaction-drawer.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatAmount } from '../../format/unit-amounts.ts';
import type { Activity } from './use-activity.ts';

const looks: Readonly<Record<ActivityRow['deed'], { readonly Icon: TablerIcon; readonly way?: string }>> = {
  buy: { Icon: IconArrowUpRight, way: 'up' },
  sell: { Icon: IconArrowDownRight, way: 'down' },
  swap: { Icon: IconArrowsExchange },
  launch: { Icon: IconRocket },
  liquidity: { Icon: IconDroplet },
  move: { Icon: IconSend },
  failed: { Icon: IconCircleX, way: 'bad' },
  other: { Icon: IconDots },
};

type ActivityListProps = {
  readonly activity: Activity;
  readonly empty: string;
  /** Of one wallet: who it was is known. */
  readonly isOfOne?: boolean;
};

/** What was done, newest first, in plain words. While somebody points at it nothing moves, and what is new waits. */
export function ActivityList({ activity, empty, isOfOne = false }: ActivityListProps) {
  const { rows, problem, hasMore, isLoading, loadMore } = activity;
  const [heldAt, setHeldAt] = useState<number>();
  const [opened, setOpened] = useState<string>();
  if (rows === undefined)
    return problem === undefined ? (
      <Loading lines={10} />
    ) : (
      <Failed what="The transactions cannot be shown" error={new Error(problem)} />
    );
  if (rows.length === 0)
    return <Empty title={empty}>New ones stand here as soon as a node tells of them.</Empty>;
  const shown = heldAt === undefined ? rows : rows.filter(({ seq }) => seq <= heldAt);
  const newCount = rows.length - shown.length;
  const hold = (): void => setHeldAt((before) => before ?? rows[0]?.seq);
  const letGo = (): void => setHeldAt(undefined);
  return (
    <>
      {newCount > 0 && (
        <div className={styles.bar}>
          <NewButton show={() => setHeldAt(rows[0]?.seq)}>{newCount} new</NewButton>
        </div>
      )}
      <ol className={`${styles.list} figure`} onPointerEnter={hold} onPointerLeave={letGo}>
        {shown.map((row) => (
          <Item key={row.seq} row={row} isOfOne={isOfOne} open={setOpened} />
        ))}
      </ol>
      {hasMore && shown.length >= 50 && (
        <div className={styles.bar}>
          <NewButton show={loadMore}>{isLoading ? 'Loading …' : 'Show older'}</NewButton>
        </div>
      )}
      <TransactionDrawer signature={opened} close={() => setOpened(undefined)} />
    </>
  );
}

type ItemProps = {
  readonly row: ActivityRow;
  readonly isOfOne: boolean;
  readonly open: (signature: string) => void;
};

const LAMPORTS = 1e9;

const Item = memo(function Item({ row, isOfOne, open }: ItemProps) {
  const { Icon, way } = looks[row.deed];
  const isGone = row.kind === 'withdrawn';
  const who = row.label === '' ? shortAddress(row.address) : row.label;
  return (
    <li className={styles.item} data-gone={isGone}>
      <span className={styles.mark} data-way={way}>
        <Icon size={16} stroke={1.8} role="img" aria-label={row.deed} />
      </span>
      <span className={styles.says}>
        {!isOfOne && (
          <Link href={`/traders/${row.address}`} className={styles.who} title={row.address}>
            <bdi>{who}</bdi>
          </Link>
        )}{' '}
        <Sentence says={row.says} />
      </span>
      <span className={styles.meta}>
        <Time atMs={row.atMs} />
        {row.feeLamports !== null && <span>fee {formatAmount(Number(row.feeLamports) / LAMPORTS)} SOL</span>}
        {isGone && <span>taken back by the chain</span>}
        {row.isLate && <span>told late</span>}
        {row.notUnderstood > 0 && <span>not all of it is understood</span>}
      </span>
      <button
        type="button"
        className={styles.open}
        onClick={() => open(row.signature)}
        aria-label={`Open the transaction: ${who} ${row.plain}`}
      >
        <IconListDetails size={16} stroke={1.7} aria-hidden />
      </button>
    </li>
  );
});
