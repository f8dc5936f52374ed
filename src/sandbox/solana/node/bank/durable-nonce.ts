import { createHash } from 'node:crypto';
import { parseBase58 } from '../../../../domain/solana/base58.ts';
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { addressAt, viewOf } from '../accounts/token-state.ts';
import type { WireMessage } from '../wire/wire-transaction.ts';

const ADVANCE = 4;
const NONCE_BYTES = 80;
const NONCE_AT = 40;

/** The account whose nonce stands in place of a blockhash, where one does. */
export function durableNonceOf(
  { keys, instructions, blockhash }: WireMessage,
  read: (address: Address) => StoredAccount | null,
): Address | undefined {
  const [first] = instructions;
  if (!first || keys[first.programIndex] !== SYSTEM || first.data.length < 4) return undefined;
  if (viewOf(first.data).getUint32(0, true) !== ADVANCE) return undefined;
  const address = keys[first.accounts[0] ?? -1];
  const account = address === undefined ? null : read(address);
  if (account?.owner !== SYSTEM || account.data.length !== NONCE_BYTES) return undefined;
  const isSet = viewOf(account.data).getUint32(4, true) === 1;
  return isSet && addressAt(account.data, NONCE_AT) === blockhash ? address : undefined;
}

/** The account with the next nonce, which follows from the blockhash of its block. */
export function withNextNonce(account: StoredAccount, blockhash: string): StoredAccount {
  const nonce = createHash('sha256')
    .update('DURABLE_NONCE')
    .update(parseBase58(blockhash) ?? '')
    .digest();
  const data = account.data.slice();
  data.set(nonce, NONCE_AT);
  return { ...account, data };
}
