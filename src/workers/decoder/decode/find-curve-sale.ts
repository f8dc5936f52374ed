// A sale to a program that nobody here can read and that pays in SOL by changing lamports itself, which no instruction shows.
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { Address, ChainTransaction } from '../../../domain/solana/transaction.ts';
import type { Ledger } from './create-ledger.ts';
import { isSilent } from './find-legs.ts';
import type { Leg } from './leg.ts';
import type { Read } from './read-instructions.ts';
import type { Flow } from './to-flows.ts';

/**
 * One where a signer gave one token within one instruction of an unknown program, got nothing for it that an instruction moved,
 * and has more SOL than instructions explain, which an account that goes on to exist has less of.
 */
export function findCurveSale(
  transaction: ChainTransaction,
  reads: readonly Read[],
  flows: readonly Flow[],
  ledger: Ledger,
): Leg[] {
  return transaction.accounts
    .filter(({ isSigner }) => isSigner)
    .flatMap(({ address }) => saleOf(address, transaction, reads, flows, ledger) ?? []);
}

function saleOf(
  seller: Address,
  transaction: ChainTransaction,
  reads: readonly Read[],
  flows: readonly Flow[],
  ledger: Ledger,
): Leg | undefined {
  const changes = [...ledger.tokensOf(seller)];
  const [mint, change] = changes[0] ?? [];
  if (changes.length !== 1 || mint === undefined || change === undefined || change >= 0n) return undefined;
  const given = flows.filter((flow) => flow.from === seller && flow.mint === mint);
  const [first] = given;
  if (first === undefined || given.some(({ type, outer }) => type !== 'transfer' || outer !== first.outer))
    return undefined;
  const read = reads.find(
    ({ instruction }) => instruction.outer === first.outer && instruction.inner === null,
  );
  if (read === undefined || !isSilent(read)) return undefined;
  if (transaction.postTokens.some((held) => held.mint === mint && held.decimals === 0)) return undefined;
  const gained = unexplained(
    seller,
    ledger.exchangedSolOf(seller) - ledger.costsOf(seller).tipLamports,
    flows,
  );
  if (gained <= 0n) return undefined;
  const paid = findPaid(transaction, seller, flows);
  if (paid < gained) return undefined;
  const { index, outer, program } = read.instruction;
  const input = { mint, amount: given.reduce((sum, { amount }) => sum + amount, 0n) };
  return {
    order: index,
    outer,
    program,
    pool: null,
    user: seller,
    input,
    output: { mint: WRAPPED_SOL, amount: paid },
  };
}

/** Lamports of an owner's change that no instruction moved. */
function unexplained(owner: Address, change: bigint, flows: readonly Flow[]): bigint {
  let left = change;
  for (const { mint, from, to, amount } of flows) {
    if (mint !== WRAPPED_SOL) continue;
    if (from === owner) left += amount;
    if (to === owner) left -= amount;
  }
  return left;
}

/** The most that an account which was not closed has less of, without an instruction that says so. */
function findPaid(
  { accounts, preLamports, postLamports, preTokens }: ChainTransaction,
  seller: Address,
  flows: readonly Flow[],
): bigint {
  let most = 0n;
  accounts.forEach(({ address, isSigner }, i) => {
    const after = postLamports[i] as bigint;
    // Wrapped SOL is moved by instructions.
    if (isSigner || address === seller || after === 0n || preTokens.some(({ account }) => account === i))
      return;
    const paid = -unexplained(address, after - (preLamports[i] as bigint), flows);
    if (paid > most) most = paid;
  });
  return most;
}
