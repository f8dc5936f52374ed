// What an actor is: a kind of people on the chain, with what they do and what they meant by it.
import type { Address, Instruction } from '@solana/kit';
import type { Trade } from '../../../domain/solana/decoded.ts';
import type { Wallet } from './wallet.ts';
import type { World } from './world.ts';

export type Deed =
  | 'launch'
  | 'buy'
  | 'sell'
  | 'arbitrage'
  | 'make-token'
  | 'create-pool'
  | 'add-liquidity'
  | 'remove-liquidity'
  | 'mint'
  | 'burn'
  | 'close-account'
  | 'move-sol'
  | 'move-token'
  | 'take-back'
  | 'set-authority'
  | 'freeze'
  | 'thaw';

/** What whoever sent it meant by it: tests hold it against what is read from the chain. */
export type Intent = {
  readonly does: Deed;
  readonly mint?: Address;
  /** What is paid into the pool or curve, and what the trader has more of; `swap` of one money for another. */
  readonly trade?: Pick<Trade, 'side' | 'input' | 'output'>;
  /** Lamports or atoms that are moved or minted. */
  readonly amount?: bigint;
  readonly to?: Address;
  /** It cannot succeed, and whoever sends it does not care. */
  readonly isDoomed?: true;
};

export type Plan = {
  /** Pays the fee. */
  readonly wallet: Wallet;
  /** Who signs besides. */
  readonly signers?: readonly Wallet[];
  readonly instructions: readonly Instruction[];
  readonly intent: Intent;
  /** Compute units; 250,000 where it says nothing. */
  readonly units?: number;
};

/** A plan that was sent, as it is told to those who hear of it in the block after. */
export type Done = {
  readonly actor: string;
  readonly wallet: string;
  readonly signature: string;
  readonly intent: Intent;
  /** `lost`: it did not land, or not yet. */
  readonly outcome: 'success' | 'failed' | 'lost';
};

/** Something that an actor decided to do later. */
export type Errand = {
  readonly actor: string;
  readonly dueSlot: number;
  readonly task: string;
  readonly wallet: string;
  readonly mint: Address;
};

export type Actor = {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** How often it acts by itself, in a minute of sandbox time. */
  readonly perMinute: number;
  /** Each plan is carried out before the next one is asked for. */
  act(world: World): Iterable<Plan | undefined>;
  /** What landed just now; what it does about it is an errand. */
  hear?(world: World, done: Done): void;
  carryOut?(world: World, errand: Errand): Iterable<Plan | undefined>;
};
