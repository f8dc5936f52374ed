// What a wallet could sell now.
import type { Token } from '../token-book.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';
import { accountOf } from './token-account.ts';

export type HeldToken = { readonly token: Token; readonly amount: bigint };

/** Of tokens in which somebody trades, where nobody froze it. */
export function heldTokens({ chain, tokens }: World, wallet: Wallet): HeldToken[] {
  const held: HeldToken[] = [];
  for (const { account, mint, amount, isFrozen } of chain.holdings(wallet.address)) {
    const token = tokens.find(mint);
    if (token && !token.isOver && !isFrozen && account === accountOf(wallet.address, token))
      held.push({ token, amount });
  }
  return held;
}

/** By chance, each as likely as its weight says. */
export function weighted<T>(world: Pick<World, 'random'>, list: readonly T[], weight: (one: T) => number) {
  const weights = list.map((one) => Math.max(0, weight(one)));
  let left = world.random.next() * weights.reduce((sum, one) => sum + one, 0);
  for (const [index, one] of list.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return one;
  }
  return undefined;
}
