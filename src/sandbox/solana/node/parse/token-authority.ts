import type { Address } from '../../../../domain/solana/transaction.ts';
import type { InstructionFacts } from './instruction-parser.ts';

/** Who signs for a token account: one, or some of several who are listed behind it. */
export function authorityOf(
  { account, accountCount }: InstructionFacts,
  at: number,
  name: string,
): Record<string, Address | Address[]> {
  if (accountCount <= at + 1) return { [name]: account(at) };
  const signers = Array.from({ length: accountCount - at - 1 }, (_, i) => account(at + 1 + i));
  return { [`multisig${name[0]?.toUpperCase()}${name.slice(1)}`]: account(at), signers };
}
