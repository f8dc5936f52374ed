// Addresses of programs whose instructions the signer reads itself, from the public Solana documentation.
import { type Address, parseAddress } from '../base58.ts';

export const SYSTEM: Address = '11111111111111111111111111111111';
export const TOKEN: Address = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
export const TOKEN_2022: Address = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';
export const ASSOCIATED_TOKEN: Address = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
export const COMPUTE_BUDGET: Address = 'ComputeBudget111111111111111111111111111111';
const MEMO: Address = 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr';
const MEMO_1: Address = 'Memo1UhkJRfHyvLMcVucJwxXeuD728EqVddwQDxFMNo';

export const memos: ReadonlySet<Address> = new Set([MEMO, MEMO_1]);
export const tokens: ReadonlySet<Address> = new Set([TOKEN, TOKEN_2022]);
export const builtIn: ReadonlySet<Address> = new Set([
  SYSTEM,
  TOKEN,
  TOKEN_2022,
  ASSOCIATED_TOKEN,
  COMPUTE_BUDGET,
  MEMO,
  MEMO_1,
]);

/** The native coin where an asset is named; a token is named by its mint. */
export const SOL = 'SOL';
export const WRAPPED_SOL: Address = 'So11111111111111111111111111111111111111112';

export function bytesOf(address: Address): Buffer {
  const bytes = parseAddress(address);
  if (bytes === undefined) throw new TypeError('not an address');
  return bytes;
}
