// What is written down of a transaction that was executed.
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { toTokenMint } from '../accounts/token-state.ts';
import type { AccountChange, Block, LandedTransaction } from '../ledger/block.ts';
import type { Outcome } from '../vm/vm.ts';
import { isWritable, type WireTransaction } from '../wire/wire-transaction.ts';
import type { ResolvedKeys } from './resolve-keys.ts';
import { tokenBalancesOf } from './token-balances.ts';

type Executed = {
  readonly wire: WireTransaction;
  readonly keys: ResolvedKeys;
  /** Before, in the order of the keys. */
  readonly pre: readonly (StoredAccount | null)[];
  readonly outcome: Outcome;
  readonly block: Block;
  readonly nonce: Address | undefined;
  /** After. */
  read(address: Address): StoredAccount | null;
  decimalsOf(mint: Address): number | null;
};

export function toLanded({ wire, keys, pre, outcome, block, nonce, ...ask }: Executed): LandedTransaction {
  const changes: AccountChange[] = [];
  const post = keys.all.map((address, index) => {
    const before = pre[index] ?? null;
    // of a failed one only the fee remains, and the nonce that it used up
    const mayChange =
      outcome.error === null ? isWritable(wire.message, index) : index === 0 || address === nonce;
    if (!mayChange) return before;
    const after = ask.read(address);
    if (isSame(before, after)) return before;
    changes.push({ address, account: after });
    return after;
  });
  const lamportsOf = (accounts: readonly (StoredAccount | null)[]) =>
    accounts.map((one) => one?.lamports ?? 0n);
  const preLamports = lamportsOf(pre);
  const postLamports = lamportsOf(post);
  // a mint may be as new as what holds its tokens
  const decimalsAfter = (mint: Address) =>
    toTokenMint(post[keys.all.indexOf(mint)] ?? null)?.decimals ?? ask.decimalsOf(mint);
  return {
    ...{ signature: wire.signatures[0] ?? '', bytes: wire.bytes, block, index: block.transactions.length },
    ...{ keys: keys.all, loaded: { writable: keys.writable, readonly: keys.readonly } },
    error: outcome.error,
    // nothing but the fee leaves the accounts of a transaction
    feeLamports: sum(preLamports) - sum(postLamports),
    ...{ preLamports, postLamports },
    preTokens: tokenBalancesOf(pre, ask.decimalsOf),
    postTokens: tokenBalancesOf(post, decimalsAfter),
    ...{
      inner: outcome.inner,
      logs: outcome.logs,
      units: outcome.units,
      returned: outcome.returned,
      changes,
    },
  };
}

function isSame(before: StoredAccount | null, after: StoredAccount | null): boolean {
  if (!before || !after) return before === after;
  return (
    before.lamports === after.lamports &&
    before.owner === after.owner &&
    Buffer.compare(before.data, after.data) === 0
  );
}

function sum(lamports: readonly bigint[]): bigint {
  return lamports.reduce((total, one) => total + one, 0n);
}
