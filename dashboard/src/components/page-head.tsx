import type { ReactNode } from 'react';
import styles from './page-head.module.css';

type PageHeadProps = { readonly title: string; readonly says?: ReactNode; readonly children?: ReactNode };

export function PageHead({ title, says, children }: PageHeadProps) {
  return (
    <div className={styles.head}>
      <div>
        <h1>{title}</h1>
        {says !== undefined && <p className="dim">{says}</p>}
      </div>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
