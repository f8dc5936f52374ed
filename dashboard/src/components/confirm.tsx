import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './form.module.css';

/** Above a drawer, which it may be asked from. */
const ABOVE = 300;

type ConfirmProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Repeats the deed: `Revoke deploy-bot`. */
  readonly deed: string;
  /** It destroys nothing: its button is not red, and pressed by Enter. */
  readonly isHarmless?: boolean;
  readonly isBusy: boolean;
  readonly act: () => void;
  readonly close: () => void;
};

/** Asked before what cannot be undone, or is felt by others. */
export function Confirm({ title, children, deed, isHarmless = false, isBusy, act, close }: ConfirmProps) {
  return (
    <Modal opened onClose={close} title={title} size={400} zIndex={ABOVE}>
      <div className={styles.form}>
        <p className="dim">{children}</p>
        <div className={styles.actions}>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="filled"
            {...(isHarmless ? { 'data-autofocus': true } : { color: 'bad' })}
            onClick={act}
            loading={isBusy}
          >
            {deed}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
