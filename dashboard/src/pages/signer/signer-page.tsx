import { Button } from '@mantine/core';
import { IconKey, IconLock, IconLockOpen, IconPlugOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useDeed, useRead } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useIsLost } from '../../live/use-connected.ts';
import { ArmPanel } from './arm-panel.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { LatelyPanel } from './lately-panel.tsx';
import { CommonLimits, KeyLimitsPanels } from './limits-panels.tsx';
import { NoKeystore } from './no-keystore.tsx';
import { SignerFigures } from './signer-figures.tsx';
import styles from './signer-page.module.css';
import type { SignerState } from './signer-state.ts';
import { UnlockDialog } from './unlock-dialog.tsx';

const REFETCH_MS = 3000;

/** Who may sign, and what at most? */
export function SignerPage() {
  const { data, error, refetch, dataUpdatedAt } = useRead('GET /api/signer', { refetchMs: REFETCH_MS });
  if (error && !data)
    return (
      <Failed
        what="The signer could not be asked"
        stillWorks="Keys stay where they are."
        error={error}
        retry={() => void refetch()}
      />
    );
  if (!data) return <Loading lines={8} />;
  return (
    <>
      <PageHead
        title="Signer"
        says={
          data.state === 'armed' ? 'Keys sign in a process of their own, within these limits.' : undefined
        }
      >
        {data.state === 'armed' && <Locks state={data} />}
      </PageHead>
      <div className={styles.stack}>
        {data.state === 'none' ? (
          <NoKeystore />
        ) : (
          <>
            <SignerFigures state={data} atMs={dataUpdatedAt} />
            <Content state={data} />
          </>
        )}
      </div>
    </>
  );
}

function Content({ state }: { readonly state: SignerState }) {
  if (state.state === 'away')
    return (
      <Panel>
        <Empty
          icon={<IconPlugOff size={20} stroke={1.5} />}
          title="The signer is away: nothing can be signed"
        >
          {state.says}
        </Empty>
      </Panel>
    );
  if (state.state === 'waiting') return <ArmPanel state={state} />;
  return (
    <>
      {state.isOutdated && <ArmPanel state={state} />}
      <div className={styles.columns}>
        <div className={styles.stack}>
          <KeysPanel keys={state.keys} ownLimits={Object.keys(state.limits?.keys ?? {})} />
          {state.limits && <CommonLimits limits={state.limits} />}
        </div>
        <LatelyPanel lately={state.lately} />
      </div>
      {state.limits && <KeyLimitsPanels limits={state.limits} keys={state.keys} />}
    </>
  );
}

function Locks({ state }: { readonly state: SignerState }) {
  const isAdmin = useMay('admin');
  const isTrader = useMay('trader');
  const isLost = useIsLost();
  const [isUnlocking, setUnlocking] = useState(false);
  const locking = useDeed('POST /api/signer/lock', ['GET /api/signer']);
  const isUnlocked = state.unlockedForMs > 0;
  if (!isTrader)
    return (
      <span className="caption">
        <IconKey size={12} stroke={1.8} aria-hidden /> You look on: arming and unlocking need the role admin.
      </span>
    );
  const lock = (): void => {
    locking.mutateAsync({}).then(
      () => tellDone('Withdrawals are locked'),
      (error: unknown) => tellFailed('Withdrawals were not locked', error),
    );
  };
  return (
    <>
      {isUnlocked ? (
        <Button
          variant="filled"
          leftSection={<IconLock size={16} stroke={1.7} />}
          onClick={lock}
          loading={locking.isPending}
        >
          Lock now
        </Button>
      ) : (
        isAdmin && (
          <Button
            leftSection={<IconLockOpen size={16} stroke={1.7} />}
            onClick={() => setUnlocking(true)}
            disabled={isLost || state.lockedOutForMs > 0}
          >
            Unlock withdrawals
          </Button>
        )
      )}
      {isUnlocking && (
        <UnlockDialog unlockMs={state.limits?.unlockMs ?? null} close={() => setUnlocking(false)} />
      )}
    </>
  );
}
