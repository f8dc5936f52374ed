import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure, toShownMessage } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellDone } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Status } from '../../components/status.tsx';
import { useIsLost } from '../../live/use-connected.ts';
import styles from './signer-page.module.css';
import type { SignerState } from './signer-state.ts';

/** The passphrase is sent once and kept nowhere: not here, and not by the program. */
export function ArmPanel({ state: { isOutdated } }: { readonly state: SignerState }) {
  const isAdmin = useMay('admin');
  const isLost = useIsLost();
  const arming = useDeed('POST /api/signer/passphrase', ['GET /api/signer']);
  const [passphrase, setPassphrase] = useState('');
  const failure = arming.error ? toRequestFailure(arming.error) : undefined;
  const arm = (event: FormEvent): void => {
    event.preventDefault();
    arming.mutateAsync({ body: { passphrase } }).then(
      () => tellDone(isOutdated ? 'The changed keystore is loaded' : 'The signer is armed'),
      () => {},
    );
    setPassphrase('');
  };
  return (
    <Panel title={isOutdated ? 'The keystore was changed' : 'Arm the signer'}>
      <form className={styles.form} onSubmit={arm}>
        <div className={styles.note}>
          <Status tone="warn">
            {isOutdated ? 'The change does not hold yet' : 'Nothing is signed until then'}
          </Status>
          <span className="dim">
            {isOutdated
              ? 'Keys and limits are those of before, until the passphrase is entered once more.'
              : 'The keystore is sealed. Its passphrase opens it for trades until Zapflow is stopped; withdrawals stay locked.'}
          </span>
        </div>
        {isAdmin ? (
          <>
            <PasswordInput
              label="Passphrase of the keystore"
              autoComplete="off"
              maxLength={1024}
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              error={toShownMessage(failure)}
            />
            <div className={styles.actions}>
              <Button
                type="submit"
                variant="filled"
                disabled={passphrase === '' || isLost}
                loading={arming.isPending}
              >
                {isOutdated ? 'Load the changed keystore' : 'Arm the signer'}
              </Button>
            </div>
          </>
        ) : (
          <p className="caption">Entering it needs the role admin.</p>
        )}
      </form>
    </Panel>
  );
}
