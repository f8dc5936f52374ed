import type { Address } from '../../../../domain/solana/transaction.ts';

/** Never changed once it is stored: a change is another one. */
export type StoredAccount = {
  readonly lamports: bigint;
  readonly data: Uint8Array;
  readonly owner: Address;
  readonly isExecutable: boolean;
};
