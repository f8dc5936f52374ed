// Readers of instructions of which only the places of their accounts have to be known: the amounts are what the vaults took and gave.
import type { ChainEvent, TokenAmount } from '../../domain/solana/chain-event.ts';
import type { TokenMove } from '../../domain/solana/token-moves.ts';
import type { Address, Instruction } from '../../domain/solana/transaction.ts';
import type { Read } from './by-name.ts';
import { movesOf, swapByVaults } from './swap-by-vaults.ts';

/** Where accounts stand among those of the instruction. */
export type Places = {
  readonly pool: number;
  /** Whose authority moves the tokens. */
  readonly user: number;
  readonly vaults: readonly number[];
};

const MISSING = { notUnderstood: 'accounts are missing' };

export function swapAt({ pool, user, vaults }: Places): Read {
  return (instruction, transaction) => {
    const { accounts } = instruction;
    const swap = swapByVaults(instruction, transaction, {
      pool: accounts[pool],
      user: accounts[user],
      vaults: pick(accounts, vaults),
    });
    return 'notUnderstood' in swap ? swap : [swap];
  };
}

/** An order: it may be filled at once and is a swap then, or it waits in the book, which is nothing yet. */
export function orderAt(places: Places): Read {
  const readSwap = swapAt(places);
  return (instruction, transaction) => {
    const vaults = pick(instruction.accounts, places.vaults);
    if (vaults.includes(undefined)) return MISSING;
    const moves = movesOf(instruction, transaction);
    const isFilled = amountsInto(moves, vaults).length > 0 && amountsOutOf(moves, vaults).length > 0;
    return isFilled ? readSwap(instruction, transaction) : [];
  };
}

export function liquidityAddedAt(places: Places): Read {
  return liquidityAt('liquidityAdded', amountsInto, places);
}

export function liquidityRemovedAt(places: Places): Read {
  return liquidityAt('liquidityRemoved', amountsOutOf, places);
}

/** Empty where no token moved. */
function liquidityAt(
  type: 'liquidityAdded' | 'liquidityRemoved',
  amountsOf: typeof amountsInto,
  places: Places,
): Read {
  return (instruction, transaction) => {
    const { accounts, index, program } = instruction;
    const [pool, user] = [accounts[places.pool], accounts[places.user]];
    const vaults = pick(accounts, places.vaults);
    if (pool === undefined || user === undefined || vaults.includes(undefined)) return MISSING;
    const amounts = amountsOf(movesOf(instruction, transaction), vaults);
    return amounts.length === 0 ? [] : [{ type, instruction: index, program, pool, user, amounts }];
  };
}

export type PoolPlaces = {
  readonly pool: number;
  readonly creator: number;
  readonly mints: readonly number[];
  /** Where the first liquidity goes; empty where it comes later. */
  readonly vaults?: readonly number[];
};

export function poolCreatedAt({ pool: at, creator: by, mints: of, vaults = [] }: PoolPlaces): Read {
  return (instruction, transaction) => {
    const { accounts, index, program } = instruction;
    const [pool, creator] = [accounts[at], accounts[by]];
    const mints = pick(accounts, of).filter((mint) => mint !== undefined);
    if (pool === undefined || creator === undefined || mints.length < of.length) return MISSING;
    const amounts = amountsInto(movesOf(instruction, transaction), pick(accounts, vaults));
    return [{ type: 'poolCreated', instruction: index, program, pool, creator, mints, amounts }];
  };
}

/** Several readings of one instruction, such as the two swaps of a swap of two hops. */
export function inTurn(...reads: readonly Read[]): Read {
  return (instruction, transaction) => {
    const events: ChainEvent[] = [];
    for (const read of reads) {
      const reading = read(instruction, transaction);
      if ('notUnderstood' in reading) return reading;
      events.push(...reading);
    }
    return events;
  };
}

function pick(accounts: Instruction['accounts'], places: readonly number[]): (Address | undefined)[] {
  return places.map((place) => accounts[place]);
}

/** What came into the vaults from elsewhere, by mint. */
export function amountsInto(
  moves: readonly TokenMove[],
  vaults: readonly (Address | undefined)[],
): TokenAmount[] {
  const into = moves.filter(({ from, to }) => vaults.includes(to ?? '') && !vaults.includes(from ?? ''));
  return byMint(into.map(({ mint, amount, fee }) => ({ mint, amount: amount - fee })));
}

/** What left the vaults, by mint. */
export function amountsOutOf(
  moves: readonly TokenMove[],
  vaults: readonly (Address | undefined)[],
): TokenAmount[] {
  return byMint(moves.filter(({ from, to }) => vaults.includes(from ?? '') && !vaults.includes(to ?? '')));
}

function byMint(moved: readonly TokenAmount[]): TokenAmount[] {
  const sums = new Map<string, bigint>();
  for (const { mint, amount } of moved) sums.set(mint, (sums.get(mint) ?? 0n) + amount);
  return [...sums].map(([mint, amount]) => ({ mint, amount }));
}
