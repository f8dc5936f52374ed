import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { toUiAmount } from '../accounts/token-amount.ts';
import { toTokenAccount } from '../accounts/token-state.ts';
import type { TokenBalance } from '../ledger/block.ts';

/** Of those accounts that hold tokens. */
export function tokenBalancesOf(
  accounts: readonly (StoredAccount | null)[],
  decimalsOf: (mint: Address) => number | null,
): TokenBalance[] {
  return accounts.flatMap((account, accountIndex) => {
    const token = toTokenAccount(account);
    const decimals = token && decimalsOf(token.mint);
    if (!account || !token || decimals === null) return [];
    const { mint, owner, amount } = token;
    return {
      accountIndex,
      mint,
      uiTokenAmount: toUiAmount(amount, decimals),
      owner,
      programId: account.owner,
    };
  });
}
