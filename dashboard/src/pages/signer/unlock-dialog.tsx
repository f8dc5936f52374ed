import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure, toShownMessage } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { CodeField, isCode } from '../../components/code-field.tsx';
import { tellDone } from '../../components/notify.ts';
import { formatDuration } from '../../format/number.ts';
import styles from './signer-page.module.css';

type UnlockDialogProps = { readonly unlockMs: number | null; readonly close: () => void };

export function UnlockDialog({ unlockMs, close }: UnlockDialogProps) {
  const unlocking = useDeed('POST /api/signer/unlock', ['GET /api/signer']);
  const [code, setCode] = useState('');
  const failure = unlocking.error ? toRequestFailure(unlocking.error) : undefined;
  const unlock = (event: FormEvent): void => {
    event.preventDefault();
    unlocking.mutateAsync({ body: { code } }).then(
      () => {
        tellDone('Withdrawals are unlocked');
        close();
      },
      () => setCode(''),
    );
  };
  return (
    <Modal opened onClose={close} title="Unlock withdrawals" size={400}>
      <form className={styles.form} onSubmit={unlock}>
        <p className="dim">
          For {formatDuration(unlockMs)}, to addresses of the address book and within its amounts. They lock
          again by themselves.
        </p>
        <CodeField
          label="Code of the signer's authenticator"
          description="The one that `./zapflow signer init` showed, not that of your account"
          data-autofocus
          value={code}
          change={setCode}
          error={toShownMessage(failure)}
        />
        <div className={`${styles.actions} ${styles.end}`}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isCode(code)} loading={unlocking.isPending}>
            Unlock
          </Button>
        </div>
      </form>
    </Modal>
  );
}
