// An exchange made by a program that nobody here can read, from what it moved: it took one thing from somebody and gave another.
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import {
  type Address,
  type ChainTransaction,
  callsOf,
  type Instruction,
} from '../../../domain/solana/transaction.ts';
import type { Leg } from './leg.ts';
import type { Flow } from './to-flows.ts';

/**
 * An exchange where somebody ends with less of exactly one mint and more of exactly one other, and nothing was minted or burned:
 * shares of a pool, of a stake or of a loan are minted, so that putting something there is none. A thing of which there is one
 * (an NFT) is none either.
 */
export function readByStructure(
  transaction: ChainTransaction,
  instruction: Instruction,
  all: readonly Flow[],
): Leg | undefined {
  const { index, outer, program } = instruction;
  const last = index + callsOf(transaction, instruction).length;
  const flows = all.filter((flow) => flow.index > index && flow.index <= last);
  if (flows.length < 2 || flows.some(({ type }) => type !== 'transfer')) return undefined;
  const sums = toSums(flows);
  const signed = transaction.accounts.filter(({ isSigner }) => isSigner).map(({ address }) => address);
  // Where both sides sign, the program names first who came to it.
  const signers = [...instruction.accounts.filter((account) => signed.includes(account)), ...signed];
  const exchanges = [...sums].flatMap(([owner, byMint]) => {
    const found = toExchange(byMint);
    return found === undefined ? [] : [{ owner, ...found }];
  });
  // The pool gave and got as well. It signs nothing, has no business elsewhere in the transaction, and mostly gets before it gives.
  const isBusy = (owner: Address) =>
    all.some(({ from, to, index: at }) => (from === owner || to === owner) && (at <= index || at > last));
  const own =
    exchanges.find(
      ({ owner }) => owner === signers.find((signer) => exchanges.some((one) => one.owner === signer)),
    ) ??
    exchanges.find(({ owner }) => isBusy(owner)) ??
    exchanges.find(({ owner }) => owner === flows[0]?.from);
  if (own === undefined || isSingle(transaction, own.input.mint) || isSingle(transaction, own.output.mint))
    return undefined;
  const input = { mint: own.input.mint, amount: largest(sums, own.owner, own.input.mint, 1n) };
  const output = { mint: own.output.mint, amount: largest(sums, own.owner, own.output.mint, -1n) };
  if (input.amount === 0n || output.amount === 0n) return undefined;
  return { order: index, outer, program, pool: null, user: own.owner, input, output };
}

type Sums = ReadonlyMap<Address, ReadonlyMap<Address, bigint>>;

function toSums(flows: readonly Flow[]): Sums {
  const sums = new Map<Address, Map<Address, bigint>>();
  const add = (owner: Address | null, mint: Address, amount: bigint) => {
    if (owner === null) return;
    const held = sums.get(owner) ?? new Map<Address, bigint>();
    held.set(mint, (held.get(mint) ?? 0n) + amount);
    sums.set(owner, held);
  };
  for (const { from, to, mint, amount, arrived } of flows) {
    add(from, mint, -amount);
    add(to, mint, arrived);
  }
  return sums;
}

function toExchange(byMint: ReadonlyMap<Address, bigint>) {
  const changes = [...byMint].filter(([, change]) => change !== 0n);
  const lost = changes.filter(([, change]) => change < 0n);
  const gained = changes.filter(([, change]) => change > 0n);
  const [input, output] = [lost[0], gained[0]];
  if (input === undefined || output === undefined || changes.length !== 2) return undefined;
  return { input: { mint: input[0], amount: -input[1] }, output: { mint: output[0], amount: output[1] } };
}

/** What one other got (`sign` 1n) or gave (-1n) at most: the pool, beside whom there may be takers of fees. */
function largest(sums: Sums, except: Address, mint: Address, sign: 1n | -1n): bigint {
  let most = 0n;
  for (const [owner, byMint] of sums) {
    const change = sign * (byMint.get(mint) ?? 0n);
    if (owner !== except && change > most) most = change;
  }
  return most;
}

function isSingle({ preTokens, postTokens }: ChainTransaction, mint: Address): boolean {
  if (mint === WRAPPED_SOL) return false;
  const held = [...preTokens, ...postTokens].filter((balance) => balance.mint === mint);
  return held.length > 0 && held.every(({ decimals, amount }) => decimals === 0 && amount <= 1n);
}
