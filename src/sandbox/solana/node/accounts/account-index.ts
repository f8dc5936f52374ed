// Which accounts belong to a program, hold a mint, or are an owner's or a delegate's tokens: asked without looking at all others.
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from './stored-account.ts';
import { toTokenAccount } from './token-state.ts';

export type IndexKind = 'program' | 'token-owner' | 'token-mint' | 'token-delegate';

export type AccountIndex = {
  /** For each version of the account that is kept. */
  add(address: Address, account: StoredAccount): void;
  remove(address: Address, account: StoredAccount): void;
  of(kind: IndexKind, key: Address): Iterable<Address>;
  sizeOf(kind: IndexKind, key: Address): number;
};

/** Counts versions: an account stays listed while any of them fits. */
export function createAccountIndex(): AccountIndex {
  const lists: Record<IndexKind, Map<Address, Map<Address, number>>> = {
    program: new Map(),
    'token-owner': new Map(),
    'token-mint': new Map(),
    'token-delegate': new Map(),
  };
  const count = (kind: IndexKind, key: Address, address: Address, by: 1 | -1) => {
    const list = lists[kind];
    const members = list.get(key) ?? new Map<Address, number>();
    const versions = (members.get(address) ?? 0) + by;
    if (versions > 0) {
      members.set(address, versions);
      list.set(key, members);
      return;
    }
    members.delete(address);
    if (members.size === 0) list.delete(key);
  };
  const change = (address: Address, account: StoredAccount, by: 1 | -1) => {
    count('program', account.owner, address, by);
    const token = toTokenAccount(account);
    if (!token) return;
    count('token-owner', token.owner, address, by);
    count('token-mint', token.mint, address, by);
    if (token.delegate !== null) count('token-delegate', token.delegate, address, by);
  };
  return {
    add: (address, account) => change(address, account, 1),
    remove: (address, account) => change(address, account, -1),
    of: (kind, key) => lists[kind].get(key)?.keys() ?? [],
    sizeOf: (kind, key) => lists[kind].get(key)?.size ?? 0,
  };
}
