// What a wallet paid for the transaction itself: its fee, tips to who lets it land sooner, and rent of accounts.
import { SYSTEM, TOKEN, TOKEN_2022, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { tipAccounts } from '../../../domain/solana/tip-accounts.ts';
import { type SolMove, toSolMove } from '../../../domain/solana/token-moves.ts';
import type { Address, ChainTransaction, Instruction } from '../../../domain/solana/transaction.ts';

export type Costs = {
  readonly feeLamports: bigint;
  readonly tipLamports: bigint;
  /** Into new accounts, less what came back from closed ones. */
  readonly rentLamports: bigint;
};

const NONE: Costs = { feeLamports: 0n, tipLamports: 0n, rentLamports: 0n };

export function toCosts(transaction: ChainTransaction): { of(owner: Address): Costs } {
  const { accounts, preLamports, postLamports, instructions, feeLamports } = transaction;
  const costs = new Map<Address, Costs>();
  const add = (owner: Address, kind: keyof Costs, lamports: bigint) => {
    const held = costs.get(owner) ?? NONE;
    costs.set(owner, { ...held, [kind]: held[kind] + lamports });
  };
  const payer = accounts[0]?.address;
  if (payer !== undefined) add(payer, 'feeLamports', feeLamports);

  const openings = new Map<Address, SolMove>();
  const closedTo = new Map<Address, Address>();
  const held = new Set(transaction.postTokens.map(({ account }) => accounts[account]?.address));
  const allocated = new Set(instructions.map(toAllocated));
  for (const instruction of instructions) {
    const move = toSolMove(instruction);
    if (move === undefined) {
      const closing = toClosing(instruction);
      if (closing !== undefined) closedTo.set(closing.account, closing.to);
      continue;
    }
    if (tipAccounts.has(move.to)) add(move.from, 'tipLamports', move.lamports);
    // An account may be paid for before it is allocated; then the transfer before is its rent.
    else if ((move.isForAccount || held.has(move.to) || allocated.has(move.to)) && !openings.has(move.to))
      openings.set(move.to, move);
  }
  const wrapped = (balances: ChainTransaction['preTokens'], at: number) =>
    balances.find(({ account, mint }) => account === at && mint === WRAPPED_SOL)?.amount ?? 0n;
  for (let i = 0; i < accounts.length; i += 1) {
    const [before, after] = [preLamports[i] as bigint, postLamports[i] as bigint];
    const address = accounts[i]?.address as Address;
    if (before === 0n && after > 0n) {
      const opening = openings.get(address);
      if (opening === undefined) continue;
      // A token account of wrapped SOL is opened with rent and tokens at once; another account may have got SOL since.
      const rent = held.has(address) ? after - wrapped(transaction.postTokens, i) : opening.lamports;
      add(opening.from, 'rentLamports', rent);
    } else if (before > 0n && after === 0n) {
      const receiver = closedTo.get(address);
      if (receiver !== undefined) add(receiver, 'rentLamports', wrapped(transaction.preTokens, i) - before);
    }
  }
  return { of: (owner) => costs.get(owner) ?? NONE };
}

/** Of the system program: space for an account by itself, where no lamports come with it. */
const ALLOCATE = { plain: 8, withSeed: 9 } as const;

function toAllocated({ program, accounts, data, parsed }: Instruction): Address | undefined {
  if (program !== SYSTEM) return undefined;
  if (parsed !== null) {
    const { account } = parsed.info;
    const isAllocation = parsed.type === 'allocate' || parsed.type === 'allocateWithSeed';
    return isAllocation && typeof account === 'string' ? account : undefined;
  }
  return data[0] === ALLOCATE.plain || data[0] === ALLOCATE.withSeed ? accounts[0] : undefined;
}

const CLOSE_ACCOUNT = 9;

function toClosing({ program, accounts, data, parsed }: Instruction) {
  if (program !== TOKEN && program !== TOKEN_2022) return undefined;
  if (parsed !== null) {
    const { account, destination } = parsed.info;
    return parsed.type === 'closeAccount' && typeof account === 'string' && typeof destination === 'string'
      ? { account, to: destination }
      : undefined;
  }
  const [account, to] = accounts;
  return data[0] === CLOSE_ACCOUNT && account !== undefined && to !== undefined ? { account, to } : undefined;
}
