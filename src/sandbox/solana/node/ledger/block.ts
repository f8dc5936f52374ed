// What landed, and in which block.
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import type { UiTokenAmount } from '../accounts/token-amount.ts';
import type { TransactionError } from '../vm/transaction-error.ts';
import type { InnerInstruction, Outcome } from '../vm/vm.ts';

export type Block = {
  readonly slot: number;
  readonly parentSlot: number;
  /** Counts blocks; slots may be skipped. */
  readonly height: number;
  readonly blockhash: string;
  /** Unix seconds of sandbox time. */
  readonly timeS: number;
  readonly transactions: LandedTransaction[];
};

export type AccountChange = { readonly address: Address; readonly account: StoredAccount | null };

export type LandedTransaction = {
  readonly signature: string;
  readonly bytes: Uint8Array;
  readonly block: Block;
  /** Its place in the block. */
  readonly index: number;
  /** Static keys, then writable and read-only ones of lookup tables. */
  readonly keys: readonly Address[];
  readonly loaded: { readonly writable: readonly Address[]; readonly readonly: readonly Address[] };
  readonly error: TransactionError | null;
  readonly feeLamports: bigint;
  readonly preLamports: readonly bigint[];
  readonly postLamports: readonly bigint[];
  readonly preTokens: readonly TokenBalance[];
  readonly postTokens: readonly TokenBalance[];
  readonly inner: readonly (readonly InnerInstruction[])[];
  readonly logs: readonly string[];
  readonly units: number;
  readonly returned: Outcome['returned'];
  /** Emptied once everybody who is told of changes was told. */
  changes: readonly AccountChange[];
};

/** In the words of a node. */
export type TokenBalance = {
  readonly accountIndex: number;
  readonly mint: Address;
  readonly uiTokenAmount: UiTokenAmount;
  readonly owner: Address;
  readonly programId: Address;
};
