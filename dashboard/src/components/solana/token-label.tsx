import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { shortAddress } from '../../format/address.ts';
import styles from './solana.module.css';

type TokenLabelProps = { readonly mint: string; readonly symbol: string; readonly isLink?: boolean };

const PRETENDS = 'It calls itself as a well-known token does, and is another one';

/** What a token calls itself, and the mint, which is the only name that nobody can take. */
export function TokenLabel({ mint, symbol, isLink = true }: TokenLabelProps) {
  const short = shortAddress(mint);
  // The gateway tells the mint with a name that pretends to be another token's.
  const plain = symbol.replace(` (${short})`, '');
  const name = <bdi className={styles.name}>{plain}</bdi>;
  return (
    <span className="nowrap">
      {isLink ? (
        <Link href={`/tokens/${mint}`} title={mint}>
          {name}
        </Link>
      ) : (
        <b>{name}</b>
      )}
      {plain !== symbol && (
        <span className={styles.pretends} title={PRETENDS}>
          {' '}
          <IconAlertTriangle size={13} stroke={2} role="img" aria-label={PRETENDS} />
        </span>
      )}
      {plain !== short && (
        <span className="caption mono" title={mint}>
          {' '}
          {short}
        </span>
      )}
    </span>
  );
}
