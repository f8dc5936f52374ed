// Who has more and who has less after a transaction, by the balances that the node told: the truth that everything else must fit.
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { tokenAccountsOf } from '../../../domain/solana/token-moves.ts';
import type { Address, ChainTransaction } from '../../../domain/solana/transaction.ts';
import { type Costs, toCosts } from './to-costs.ts';

export type Ledger = {
  /** Base units of a token; for SOL what `exchangedSol` tells. */
  changeOf(owner: Address, mint: Address): bigint;
  /** Lamports of a wallet, wrapped or not. */
  solOf(owner: Address): bigint;
  /** The same without fee, tips and rent: what it gave to others or got from them. */
  exchangedSolOf(owner: Address): bigint;
  /** Tokens other than SOL of which the owner has more or less. */
  tokensOf(owner: Address): ReadonlyMap<Address, bigint>;
  costsOf(owner: Address): Costs;
  /** Everybody whose balance is another. */
  readonly owners: ReadonlySet<Address>;
};

const NOTHING: ReadonlyMap<Address, bigint> = new Map();

export function createLedger(transaction: ChainTransaction): Ledger {
  const { accounts, preLamports, postLamports, preTokens, postTokens } = transaction;
  const known = tokenAccountsOf(transaction);
  const tokens = new Map<Address, Map<Address, bigint>>();
  const sol = new Map<Address, bigint>();
  const addSol = (owner: Address, lamports: bigint) => sol.set(owner, (sol.get(owner) ?? 0n) + lamports);
  const book = (balances: ChainTransaction['preTokens'], sign: 1n | -1n) => {
    for (const { account, mint, owner: told, amount } of balances) {
      if (amount === 0n) continue;
      const address = accounts[account]?.address ?? '';
      const owner = told ?? known.ownerOf(address) ?? address;
      if (mint === WRAPPED_SOL) {
        addSol(owner, sign * amount);
        continue;
      }
      const held = tokens.get(owner) ?? new Map<Address, bigint>();
      tokens.set(owner, held);
      const change = (held.get(mint) ?? 0n) + sign * amount;
      if (change === 0n) held.delete(mint);
      else held.set(mint, change);
    }
  };
  book(postTokens, 1n);
  book(preTokens, -1n);
  const costs = toCosts(transaction);
  const wrapped = new Set(
    [...preTokens, ...postTokens].filter(({ mint }) => mint === WRAPPED_SOL).map(({ account }) => account),
  );
  // Lamports of an account that holds wrapped SOL are those tokens and its rent.
  for (let i = 0; i < accounts.length; i += 1) {
    const change = (postLamports[i] as bigint) - (preLamports[i] as bigint);
    const address = accounts[i]?.address as Address;
    if (change !== 0n && !wrapped.has(i)) addSol(address, change);
  }
  const solOf = (owner: Address) => sol.get(owner) ?? 0n;
  const exchangedSolOf = (owner: Address) => {
    const { feeLamports, tipLamports, rentLamports } = costs.of(owner);
    return solOf(owner) + feeLamports + tipLamports + rentLamports;
  };
  return {
    changeOf: (owner, mint) =>
      mint === WRAPPED_SOL ? exchangedSolOf(owner) : (tokens.get(owner)?.get(mint) ?? 0n),
    solOf,
    exchangedSolOf,
    tokensOf: (owner) => tokens.get(owner) ?? NOTHING,
    costsOf: costs.of,
    owners: new Set([...tokens.keys(), ...sol.keys()]),
  };
}
