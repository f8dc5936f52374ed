import { Link } from 'wouter';
import { shortAddress } from '../../format/address.ts';
import styles from './solana.module.css';

type TokenLabelProps = { readonly mint: string; readonly symbol: string; readonly isLink?: boolean };

/** What a token calls itself, and the mint, which is the only name that nobody can take. */
export function TokenLabel({ mint, symbol, isLink = true }: TokenLabelProps) {
  const short = shortAddress(mint);
  const name = <bdi className={styles.name}>{symbol}</bdi>;
  return (
    <span className="nowrap">
      {isLink ? (
        <Link href={`/tokens/${mint}`} title={mint}>
          {name}
        </Link>
      ) : (
        <b>{name}</b>
      )}
      {symbol !== short && !symbol.includes(short) && (
        <span className="caption mono" title={mint}>
          {' '}
          {short}
        </span>
      )}
    </span>
  );
}
