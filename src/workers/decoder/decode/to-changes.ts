// What signers and traders are left with.
import type { WalletChange } from '../../../domain/solana/decoded.ts';
import type { Address, ChainTransaction } from '../../../domain/solana/transaction.ts';
import type { Ledger } from './create-ledger.ts';

export function toChanges(
  { accounts }: ChainTransaction,
  ledger: Ledger,
  traders: Iterable<Address>,
): WalletChange[] {
  const signers = accounts.filter(({ isSigner }) => isSigner).map(({ address }) => address);
  return [...new Set([...signers, ...traders])].map((wallet) => ({
    wallet,
    lamports: ledger.solOf(wallet),
    tokens: [...ledger.tokensOf(wallet)].map(([mint, amount]) => ({ mint, amount })),
    ...ledger.costsOf(wallet),
  }));
}
