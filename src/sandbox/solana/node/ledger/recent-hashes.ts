// Blockhashes that a transaction may still name.
import { hash } from 'node:crypto';
import { toBase58 } from '../../../../domain/solana/base58.ts';

/** A transaction lives for so many blocks. */
export const HASH_LIFE = 150;
/** As many as the sysvar SlotHashes holds. */
const SYSVAR_HASHES = 512;

type Recent = { readonly hash: string; readonly slot: number; readonly height: number };

export type RecentHashes = {
  add(recent: Recent): void;
  /** Undefined where it never was, or is long gone. */
  heightOf(hash: string): number | undefined;
  readonly newestFirst: readonly Recent[];
  rollback(height: number): void;
};

export function createRecentHashes(): RecentHashes {
  let newestFirst: Recent[] = [];
  const heights = new Map<string, number>();
  return {
    add(recent) {
      newestFirst.unshift(recent);
      heights.set(recent.hash, recent.height);
      for (const { hash } of newestFirst.splice(SYSVAR_HASHES)) heights.delete(hash);
    },
    heightOf: (hash) => heights.get(hash),
    get newestFirst() {
      return newestFirst;
    },
    rollback(height) {
      for (const recent of newestFirst) if (recent.height > height) heights.delete(recent.hash);
      newestFirst = newestFirst.filter((recent) => recent.height <= height);
    },
  };
}

/** Of a block: never the same for another chain or another fork. */
export function toBlockhash(chain: string, slot: number, parent: string): string {
  const hex = hash('sha256', `${chain} ${slot} ${parent}`, 'hex');
  return toBase58(Uint8Array.from(Buffer.from(hex, 'hex')));
}
