// What a platform is: an on-chain program whose instructions we can read. Pure: no clock, no randomness, no network.
import type { ChainEvent } from '../domain/solana/chain-event.ts';
import type { Address, ChainTransaction, Instruction } from '../domain/solana/transaction.ts';

/** An instruction that could not be read, and why, such as `unknown instruction 0x66063d1201daebea`. */
export type Unread = { readonly notUnderstood: string };

/** Empty for an instruction that is known and of no interest. */
export type Reading = readonly ChainEvent[] | Unread;

export type Platform = {
  /** Kebab-case. */
  readonly name: string;
  /** As people call it: `Raydium CPMM`. */
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** `router`: it sends swaps on to other programs, which tell them themselves. */
  readonly kind: 'pool' | 'curve' | 'book' | 'router' | 'token';
  readonly programs: readonly Address[];
  /**
   * What one instruction of its programs did, by its data, its accounts, what it called and what it said of itself.
   * Never throws: whatever does not fit is told as not understood. Amounts come from moved tokens where it moved any.
   */
  read(instruction: Instruction, transaction: ChainTransaction): Reading;
};

export function definePlatform(platform: Platform): Platform {
  return platform;
}
