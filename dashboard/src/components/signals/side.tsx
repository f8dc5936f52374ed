import styles from './signals.module.css';

/** Which way: by arrow and word, then by colour. */
export function Side({
  side,
  isShort = false,
}: {
  readonly side: 'buy' | 'sell' | 'none';
  readonly isShort?: boolean;
}) {
  if (side === 'none') return <span className="faint">{isShort ? '·' : 'no side'}</span>;
  return (
    <span className={styles.side} data-side={side}>
      <span aria-hidden>{side === 'buy' ? '▲' : '▼'}</span>
      <span className={isShort ? styles.hidden : ''}> {side}</span>
    </span>
  );
}
