// What an actor sees of the world: the chain, the tokens that are known, who is who, and chance.
import type { Address } from '@solana/kit';
import type { Random } from '../../../core/random.ts';
import type { CpmmPool } from '../interfaces/cpmm.ts';
import type { Errand } from './actor.ts';
import type { ChainReader } from './chain-reader.ts';
import { LEADER_SEED, sandboxLeaders } from './leaders.ts';
import { type Role, roles } from './roles.ts';
import type { Token, TokenBook } from './token-book.ts';
import { type Wallet, walletOf } from './wallet.ts';

/** What somebody paid for what they hold of a token, and since when. */
export type Position = { readonly lamports: bigint; readonly sinceSlot: number };

export type World = {
  readonly random: Random;
  readonly slot: number;
  /** Dollars for a SOL outside of the chain. */
  readonly solUsd: number;
  readonly chain: ChainReader;
  readonly tokens: TokenBook;
  readonly places: Places;
  /** Rent of an account with so many bytes. */
  rent(bytes: number): bigint;
  wallet(name: string): Wallet;
  group(role: Role): readonly Wallet[];
  /** Of every role. */
  readonly everybody: readonly Wallet[];
  one<T>(list: readonly T[]): T | undefined;
  /** A key that nobody had before. */
  fresh(what: string): Wallet;
  position(wallet: Wallet, token: Token): Position | undefined;
  /** So many slots from now. */
  later(errand: Omit<Errand, 'dueSlot'>, inSlots: number): void;
};

/** What everybody on this chain has in common. */
export type Places = {
  readonly config: Address;
  /** SOL and USDC. */
  readonly dollars: CpmmPool;
  readonly curveFees: Address;
  /** Of wrapped SOL, for what making a pool costs. */
  readonly poolFees: Address;
};

const leaderNames: ReadonlySet<string> = new Set(sandboxLeaders.map(({ label }) => label));

export function createPeople(seed: string) {
  const wallets = new Map<string, Wallet>();
  const wallet = (name: string): Wallet => {
    const known = wallets.get(name);
    if (known) return known;
    const made = walletOf(leaderNames.has(name) ? LEADER_SEED : seed, name);
    wallets.set(name, made);
    return made;
  };
  const groups = new Map<Role, readonly Wallet[]>();
  const group = (role: Role): readonly Wallet[] => {
    const names = role === 'leader' ? [...leaderNames] : numbered(role, roles[role].count);
    const list = groups.get(role) ?? names.map(wallet);
    groups.set(role, list);
    return list;
  };
  const everybody = () => (Object.keys(roles) as Role[]).flatMap((role) => group(role));
  return { wallet, group, everybody, fresh: (name: string) => walletOf(seed, name) };
}

function numbered(role: Role, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${role} ${index + 1}`);
}
