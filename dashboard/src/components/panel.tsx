import type { ReactNode } from 'react';
import styles from './panel.module.css';

type PanelProps = {
  readonly title?: ReactNode;
  /** At the right of the title: small buttons, a count. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** The content reaches to the edges, as a table does. */
  readonly isFlush?: boolean;
  readonly className?: string;
};

/** A card of layer 1: what belongs together. */
export function Panel({ title, aside, children, isFlush = false, className = '' }: PanelProps) {
  return (
    <section className={`${styles.panel} ${className}`}>
      {title !== undefined && (
        <header className={styles.head}>
          <h2>{title}</h2>
          {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        </header>
      )}
      <div className={isFlush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
