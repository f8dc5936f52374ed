import { Button, Modal } from '@mantine/core';
import { CopyText } from '../../components/copy-text.tsx';
import styles from './settings.module.css';

type ShownOnceProps = {
  readonly title: string;
  readonly secret: string;
  readonly says: string;
  readonly close: () => void;
};

/** A secret that nobody can look up later. It closes by its button only. */
export function ShownOnce({ title, secret, says, close }: ShownOnceProps) {
  return (
    <Modal opened onClose={close} title={title} size={440} closeOnClickOutside={false} closeOnEscape={false}>
      <div className={styles.form}>
        <p className="dim">{says}</p>
        <div className={styles.secret}>
          <CopyText text={secret} label="Copy the secret" />
        </div>
        <div className={styles.actions}>
          <Button variant="filled" onClick={close}>
            I have kept it
          </Button>
        </div>
      </div>
    </Modal>
  );
}
