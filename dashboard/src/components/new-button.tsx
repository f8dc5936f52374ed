import type { ReactNode } from 'react';
import styles from './new-button.module.css';

type NewButtonProps = { readonly show: () => void; readonly children: ReactNode };

/** Tells how much came while a list was held still, and shows it. */
export function NewButton({ show, children }: NewButtonProps) {
  return (
    <button type="button" className={styles.new} onClick={show}>
      {children}
    </button>
  );
}
