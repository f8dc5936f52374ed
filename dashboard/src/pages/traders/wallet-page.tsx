import { Button, Modal } from '@mantine/core';
import { IconDownload, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useDeed, useRead } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Figure, Figures } from '../../components/figure.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { AddressText } from '../../components/solana/address-text.tsx';
import { ExplorerLink } from '../../components/solana/explorer-link.tsx';
import { Failed } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatCount } from '../../format/number.ts';
import { ActivityList } from './activity-list.tsx';
import { FollowForm } from './follow-form.tsx';
import { Gains } from './gains.tsx';
import { HoldingsPanel } from './holdings-panel.tsx';
import { PositionsPanel } from './positions-panel.tsx';
import styles from './traders-page.module.css';
import { useActivity } from './use-activity.ts';
import { WalletStatus } from './wallet-status.tsx';

const REFETCH_MS = 10_000;

/** One wallet: what it does now, what it won on each token, what it holds. */
export function WalletPage({ wallet }: { readonly wallet: string }) {
  const [, go] = useLocation();
  const may = useMay('trader');
  const { data: wallets, error, refetch } = useRead('GET /api/solana/wallets', { refetchMs: REFETCH_MS });
  const gains = useRead('GET /api/solana/wallets/{wallet}/gains', {
    input: { params: { wallet } },
    refetchMs: REFETCH_MS,
  });
  const activity = useActivity(wallet);
  const leaving = useDeed('DELETE /api/solana/wallets/{wallet}', ['GET /api/solana/wallets']);
  const [asks, setAsks] = useState<'change' | 'leave'>();
  const row = wallets?.find(({ address }) => address === wallet);
  const name = row?.label || shortAddress(wallet);
  if (error && !wallets)
    return <Failed what="The wallet could not be loaded" error={error} retry={() => void refetch()} />;
  const leave = (): void => {
    leaving.mutateAsync({ params: { wallet } }).then(
      () => {
        tellDone(`${name} is not followed any more`);
        go('/traders');
      },
      (failure: unknown) => tellFailed(`${name} is still followed`, failure),
    );
  };
  const says = gains.error?.message ?? 'It is being counted.';
  return (
    <>
      <div className={styles.head}>
        <Link href="/traders" className={styles.back}>
          ← All followed wallets
        </Link>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <AddressText address={wallet} what="address" />
        {row ? <WalletStatus {...row} /> : wallets && <span className="dim">not followed</span>}
        <ExplorerLink kind="wallet" id={wallet} />
        <span className={styles.actions}>
          <Button
            component="a"
            href={`/api/solana/wallets/${wallet}/trades.csv`}
            download={`${wallet}.csv`}
            leftSection={<IconDownload size={16} stroke={1.7} />}
          >
            Trades as CSV
          </Button>
          {row && (
            <>
              <Button
                disabled={!may}
                leftSection={<IconPencil size={16} stroke={1.7} />}
                onClick={() => setAsks('change')}
              >
                Change
              </Button>
              <Button disabled={!may} color="bad" onClick={() => setAsks('leave')}>
                Unfollow
              </Button>
            </>
          )}
        </span>
      </div>
      <div className={styles.stack}>
        <Figures>
          <Figure label="Realised" note="average cost, fees of the pool included">
            <Gains name="Realised" of="realised" gains={gains.data?.totals ?? null} says={says} />
          </Figure>
          <Figure label="Unrealised" note="at prices of now">
            <Gains name="Unrealised" of="unrealised" gains={gains.data?.totals ?? null} says={says} />
          </Figure>
          <Figure
            label="Trades"
            note={gains.data?.isComplete === false ? 'the first of them only' : 'since it is followed'}
          >
            {formatCount(gains.data?.trades)}
          </Figure>
          <Figure label="Last seen">
            <Time atMs={row?.lastSeenMs ?? activity.rows?.[0]?.atMs} />
          </Figure>
        </Figures>
        <div className={styles.columns}>
          <div className={styles.stack}>
            <PositionsPanel gains={gains.data} error={gains.error} retry={() => void gains.refetch()} />
            <HoldingsPanel wallet={wallet} />
          </div>
          <Panel title="Live" isFlush aside={<span>newest first</span>}>
            <ActivityList activity={activity} empty="This wallet did nothing yet" isOfOne />
          </Panel>
        </div>
      </div>
      <Modal
        opened={asks === 'change'}
        onClose={() => setAsks(undefined)}
        title={`Change ${name}`}
        size={440}
      >
        {row && <FollowForm wallet={row} close={() => setAsks(undefined)} />}
      </Modal>
      {asks === 'leave' && (
        <Confirm
          title={`Unfollow ${name}?`}
          deed={`Unfollow ${name}`}
          isBusy={leaving.isPending}
          act={leave}
          close={() => setAsks(undefined)}
        >
          What was recorded of it stays; what it does from now on is not seen.
        </Confirm>
      )}
    </>
  );
}
