// What accounts of both token programs hold.
import { toBase58 } from '../../../../domain/solana/base58.ts';
import { TOKEN, TOKEN_2022 } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from './stored-account.ts';

export const tokenPrograms: ReadonlySet<Address> = new Set([TOKEN, TOKEN_2022]);

const ACCOUNT_BYTES = 165;
const MINT_BYTES = 82;
const MULTISIG_BYTES = 355;
/** Of Token-2022, behind the longer of both layouts. */
const TYPE_AT = 165;
const MINT_TYPE = 1;
const ACCOUNT_TYPE = 2;

export type TokenAccount = {
  readonly mint: Address;
  readonly owner: Address;
  readonly amount: bigint;
  readonly delegate: Address | null;
  readonly state: 'uninitialized' | 'initialized' | 'frozen';
  /** Rent kept back, where it is wrapped SOL. */
  readonly nativeReserve: bigint | null;
  readonly delegatedAmount: bigint;
  readonly closeAuthority: Address | null;
};

export type TokenMint = {
  readonly mintAuthority: Address | null;
  readonly supply: bigint;
  readonly decimals: number;
  readonly isInitialized: boolean;
  readonly freezeAuthority: Address | null;
};

const states = ['uninitialized', 'initialized', 'frozen'] as const;

export function toTokenAccount(account: StoredAccount | null): TokenAccount | null {
  if (!account || !tokenPrograms.has(account.owner) || !isLaidOut(account, ACCOUNT_BYTES, ACCOUNT_TYPE))
    return null;
  const { data } = account;
  const view = viewOf(data);
  const state = states[data[108] ?? 0];
  if (!state || state === 'uninitialized') return null;
  return {
    mint: addressAt(data, 0),
    owner: addressAt(data, 32),
    amount: view.getBigUint64(64, true),
    delegate: optionAt(data, 72),
    state,
    nativeReserve: view.getUint32(109, true) === 1 ? view.getBigUint64(113, true) : null,
    delegatedAmount: view.getBigUint64(121, true),
    closeAuthority: optionAt(data, 129),
  };
}

export function toTokenMint(account: StoredAccount | null): TokenMint | null {
  if (!account || !tokenPrograms.has(account.owner) || !isLaidOut(account, MINT_BYTES, MINT_TYPE))
    return null;
  const { data } = account;
  if (data[45] !== 1) return null;
  return {
    mintAuthority: optionAt(data, 0),
    supply: viewOf(data).getBigUint64(36, true),
    decimals: data[44] ?? 0,
    isInitialized: true,
    freezeAuthority: optionAt(data, 46),
  };
}

function isLaidOut({ data, owner }: StoredAccount, bytes: number, type: number): boolean {
  if (data.length === bytes) return true;
  return (
    owner === TOKEN_2022 && data.length > TYPE_AT && data.length !== MULTISIG_BYTES && data[TYPE_AT] === type
  );
}

export function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

export function addressAt(data: Uint8Array, at: number): Address {
  return toBase58(data.subarray(at, at + 32));
}

function optionAt(data: Uint8Array, at: number): Address | null {
  return viewOf(data).getUint32(at, true) === 1 ? addressAt(data, at + 4) : null;
}
