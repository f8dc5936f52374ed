// Balances before and after, as a node tells them with a transaction.
import type { TokenBalance } from '../transaction.ts';
import { type Fields, toAddress, toAtoms, toCount, toFields, toList, type Unreadable } from './fields.ts';

export type Balances = {
  readonly preLamports: readonly bigint[];
  readonly postLamports: readonly bigint[];
  readonly preTokens: readonly TokenBalance[];
  readonly postTokens: readonly TokenBalance[];
};

/** Of as many accounts as the transaction names. */
export function parseBalances(meta: Fields, accountCount: number): Balances | Unreadable {
  const preLamports = toLamports(meta['preBalances']);
  const postLamports = toLamports(meta['postBalances']);
  if (preLamports?.length !== accountCount || postLamports?.length !== accountCount)
    return { notUnderstood: 'there are not as many balances as accounts' };
  const preTokens = toTokens(meta['preTokenBalances'], accountCount);
  const postTokens = toTokens(meta['postTokenBalances'], accountCount);
  if (preTokens === undefined || postTokens === undefined)
    return { notUnderstood: 'a token balance cannot be read' };
  return { preLamports, postLamports, preTokens, postTokens };
}

function toLamports(value: unknown): bigint[] | undefined {
  const amounts = toList(value)?.map(toAtoms);
  return amounts === undefined || amounts.includes(undefined) ? undefined : (amounts as bigint[]);
}

/** A mint keeps them in one byte. */
const MAX_DECIMALS = 255;

function toTokens(value: unknown, accountCount: number): TokenBalance[] | undefined {
  const balances: TokenBalance[] = [];
  for (const item of toList(value) ?? []) {
    const { accountIndex, mint, owner, uiTokenAmount } = toFields(item) ?? {};
    const { amount, decimals } = toFields(uiTokenAmount) ?? {};
    const [account, address, atoms] = [toCount(accountIndex), toAddress(mint), toAtoms(amount)];
    const places = toCount(decimals) ?? 0;
    if (account === undefined || account >= accountCount || address === undefined || atoms === undefined)
      return undefined;
    if (places > MAX_DECIMALS) return undefined;
    balances.push({
      account,
      mint: address,
      owner: toAddress(owner) ?? null,
      amount: atoms,
      decimals: places,
    });
  }
  return balances;
}
