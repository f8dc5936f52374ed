// What instructions moved from one owner to another, tokens and SOL alike.
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { tokenAccountsOf, toSolMove, toTokenMove } from '../../../domain/solana/token-moves.ts';
import type { Address, ChainTransaction } from '../../../domain/solana/transaction.ts';

export type Flow = {
  /** Into `instructions` of the transaction. */
  readonly index: number;
  readonly outer: number;
  /** Who had it moved: the program that called the mover, or the mover itself. */
  readonly program: Address;
  readonly type: 'transfer' | 'mint' | 'burn';
  /** Owners; the accounts themselves where nobody says whose they are. Null where tokens came into being or ceased. */
  readonly from: Address | null;
  readonly to: Address | null;
  /** SOL is its wrapped mint, also where it was moved as lamports. */
  readonly mint: Address;
  readonly amount: bigint;
  /** What arrived, where the token kept back a fee. */
  readonly arrived: bigint;
};

/** In the order of execution. Rent of new accounts, and what an owner moves between accounts of its own, are no flows. */
export function toFlows(transaction: ChainTransaction): Flow[] {
  const known = tokenAccountsOf(transaction);
  const ownerOf = (account: Address | null) =>
    account === null ? null : (known.ownerOf(account) ?? account);
  const flows: Flow[] = [];
  /** Programs under way, the outermost first. */
  const callers: Address[] = [];
  for (const instruction of transaction.instructions) {
    const { index, outer, depth } = instruction;
    callers.length = Math.min(callers.length, depth - 1);
    const program = callers.at(-1) ?? instruction.program;
    callers.push(instruction.program);
    const token = toTokenMove(instruction, known);
    if (token !== undefined) {
      const [from, to] = [ownerOf(token.from), ownerOf(token.to)];
      const { type, mint, amount, fee } = token;
      if (from !== to)
        flows.push({ index, outer, program, type, from, to, mint, amount, arrived: amount - fee });
      continue;
    }
    const sol = toSolMove(instruction);
    if (sol === undefined || sol.isForAccount || sol.lamports === 0n) continue;
    const [from, to] = [ownerOf(sol.from), ownerOf(sol.to)];
    const amount = sol.lamports;
    if (from !== to)
      flows.push({
        index,
        outer,
        program,
        type: 'transfer',
        from,
        to,
        mint: WRAPPED_SOL,
        amount,
        arrived: amount,
      });
  }
  return flows;
}
