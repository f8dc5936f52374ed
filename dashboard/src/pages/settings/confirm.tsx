import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './settings.module.css';

type ConfirmProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Repeats the deed: `Revoke deploy-bot`. */
  readonly deed: string;
  readonly isBusy: boolean;
  readonly act: () => void;
  readonly close: () => void;
};

/** Asked before what cannot be undone. */
export function Confirm({ title, children, deed, isBusy, act, close }: ConfirmProps) {
  return (
    <Modal opened onClose={close} title={title} size={400}>
      <div className={styles.form}>
        <p className="dim">{children}</p>
        <div className={styles.actions}>
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" color="bad" onClick={act} loading={isBusy}>
            {deed}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
