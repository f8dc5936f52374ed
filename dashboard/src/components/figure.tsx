import type { ReactNode } from 'react';
import styles from './figure.module.css';

type FigureProps = {
  readonly label: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
};

/** A key figure: label, value, what it is measured against. */
export function Figure({ label, children, note }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd className={`${styles.value} figure`}>{children}</dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

/** Key figures side by side, as many as there is room for. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}
