import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { TOKEN, TOKEN_2022 } from '../../../../domain/solana/programs.ts';
import type { Account } from '../node-calls.ts';

const ACCOUNT_BYTES = 165;
const STATE_AT = 108;
const FROZEN = 2;

/** A token account of either program; undefined where it is none. */
export function readTokenAccount(account: Account | undefined) {
  if (account === undefined || account.data.length < ACCOUNT_BYTES) return undefined;
  if (account.owner !== TOKEN && account.owner !== TOKEN_2022) return undefined;
  const reader = createByteReader(account.data);
  const [mint, owner, amount] = [reader.address(), reader.address(), reader.u64()];
  return { mint, owner, amount, isFrozen: account.data[STATE_AT] === FROZEN };
}
