import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
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
        <TextInput
          label="Code of the signer's authenticator"
          description="The one that `zapflow signer init` showed, not that of your account"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          data-autofocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
          error={failure?.code === 'STEP_UP_NEEDED' ? undefined : failure?.message}
        />
        <div className={`${styles.actions} ${styles.end}`}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={code.length !== 6} loading={unlocking.isPending}>
            Unlock
          </Button>
        </div>
      </form>
    </Modal>
  );
}
