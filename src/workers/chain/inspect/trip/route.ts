import type { Address } from '../../../../domain/solana/transaction.ts';
import type { Instruction } from './to-transaction.ts';

/** Where a token can be bought with SOL and sold again. */
export type Route = {
  readonly mint: Address;
  readonly tokenProgram: Address;
  /** The account whose SOL a purchase takes: the wallet itself, or its account of wrapped SOL. */
  readonly paysFrom: 'wallet' | 'wrapped';
  /** Accounts that have to hold their rent before: the first purchase would open them. */
  readonly begun: readonly Address[];
  /** For exactly so many lamports, fees included, or a little less. */
  buy(user: Address, lamports: bigint): Instruction;
  sell(user: Address, atoms: bigint): Instruction;
};
