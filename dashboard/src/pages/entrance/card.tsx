import type { ReactNode } from 'react';
import { useSession } from '../../api/session.ts';
import { Logo } from '../../components/logo.tsx';
import { ModeBadge } from '../../components/mode-badge.tsx';
import styles from './card.module.css';

type CardProps = { readonly title: string; readonly says?: ReactNode; readonly children: ReactNode };

/** The one card of a page before the house. */
export function Card({ title, says, children }: CardProps) {
  const { mode } = useSession();
  return (
    <div className={styles.ground} data-mode={mode}>
      <main className={styles.card}>
        <div className={styles.name}>
          <Logo size={24} />
          <span>Zapflow</span>
          <ModeBadge mode={mode} />
        </div>
        <h1>{title}</h1>
        {says !== undefined && <p className="dim">{says}</p>}
        {children}
      </main>
    </div>
  );
}
