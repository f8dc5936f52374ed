// Every account of the chain with its versions back to the last final block, so that each commitment reads its own, and a fork can be undone.
import type { Address } from '../../../../domain/solana/transaction.ts';
import { type AccountIndex, createAccountIndex } from './account-index.ts';
import type { StoredAccount } from './stored-account.ts';

/** Null where it is gone. */
type Version = { readonly height: number; readonly account: StoredAccount | null };

export type AccountStore = {
  readonly index: Pick<AccountIndex, 'of' | 'sizeOf'>;
  readonly size: number;
  /** Undefined where the store never saw it. */
  at(address: Address, height: number): StoredAccount | null | undefined;
  write(address: Address, account: StoredAccount | null, height: number): void;
  /** Forgets everything above; tells what changed by that. */
  rollback(height: number): ReadonlyMap<Address, StoredAccount | null>;
  /** Below this no version is asked any more, but for the last one. */
  prune(height: number): void;
  versions(): Iterable<readonly [Address, readonly Version[]]>;
};

export function createAccountStore(): AccountStore {
  const accounts = new Map<Address, Version[]>();
  const index = createAccountIndex();
  /** By height, in the order of heights. */
  const touched = new Map<number, Set<Address>>();

  const drop = (address: Address, version: Version | undefined) => {
    if (version?.account) index.remove(address, version.account);
  };
  const pruneOne = (address: Address, height: number) => {
    const versions = accounts.get(address);
    if (!versions) return;
    while (versions[1] && versions[1].height <= height) drop(address, versions.shift());
    const [only, another] = versions;
    if (only && !another && only.account === null && only.height <= height) accounts.delete(address);
  };

  return {
    index,
    get size() {
      return accounts.size;
    },
    at(address, height) {
      const versions = accounts.get(address);
      if (!versions) return undefined;
      for (let i = versions.length - 1; i >= 0; i -= 1) {
        const version = versions[i];
        if (version && version.height <= height) return version.account;
      }
      return null;
    },
    write(address, account, height) {
      const versions = accounts.get(address) ?? [];
      if (versions.at(-1)?.height === height) drop(address, versions.pop());
      versions.push({ height, account });
      accounts.set(address, versions);
      if (account) index.add(address, account);
      const list = touched.get(height) ?? new Set();
      touched.set(height, list.add(address));
    },
    rollback(height) {
      const restored = new Map<Address, StoredAccount | null>();
      for (const [above, addresses] of touched) {
        if (above <= height) continue;
        touched.delete(above);
        for (const address of addresses) {
          const versions = accounts.get(address) ?? [];
          while ((versions.at(-1)?.height ?? -1) > height) drop(address, versions.pop());
          restored.set(address, versions.at(-1)?.account ?? null);
          if (versions.length === 0) accounts.delete(address);
        }
      }
      return restored;
    },
    prune(height) {
      for (const [below, addresses] of touched) {
        if (below > height) break;
        touched.delete(below);
        for (const address of addresses) pruneOne(address, height);
      }
    },
    versions: () => accounts,
  };
}
