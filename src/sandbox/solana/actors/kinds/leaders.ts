import type { Actor } from '../actor.ts';
import { heldTokens, weighted } from '../dealing/held-tokens.ts';
import { toLamports } from '../dealing/sizes.ts';
import { accountOf } from '../dealing/token-account.ts';
import { buyToken, priceOf, sellToken } from '../dealing/trade-token.ts';
import { type LeaderStyle, sandboxLeaders } from '../leaders.ts';
import { heatOf, risenBy, type Token } from '../token-book.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';
import { dearBy } from './reversion-traders.ts';

type Style = {
  readonly sol: number;
  /** At a gain of so much of what was paid, or after so many slots, it is sold. */
  readonly gain: number;
  readonly loss: number;
  readonly slots: number;
  /** How much it wants to buy a token now; nothing at 0. */
  wants(token: Token, slot: number): number;
};

const isFresh = (token: Token, slot: number, share: number) =>
  !token.isSettled && slot - token.bornSlot < token.lifeSlots * share;

const styles: Readonly<Record<LeaderStyle, Style>> = {
  early: {
    ...{ sol: 1.2, gain: 0.5, loss: -0.3, slots: 900 },
    wants: (token, slot) => (isFresh(token, slot, 0.06) && token.appeal > 0.5 ? token.appeal : 0),
  },
  trend: {
    ...{ sol: 1.5, gain: 0.35, loss: -0.2, slots: 700 },
    wants: (token, slot) =>
      isFresh(token, slot, 0.18) && token.appeal > 0.45 && risenBy(token, 10) > 0 ? token.appeal : 0,
  },
  dips: {
    ...{ sol: 4, gain: 0.02, loss: -1, slots: 4000 },
    wants: (token) => -dearBy(token) - 0.02,
  },
  swing: {
    ...{ sol: 15, gain: 0.06, loss: -1, slots: 8000 },
    wants: (token) => -dearBy(token) - 0.04,
  },
  scalp: {
    ...{ sol: 0.8, gain: 0.06, loss: -0.08, slots: 60 },
    wants: (token, slot) =>
      isFresh(token, slot, 0.22) && risenBy(token, 4) > 0.005 ? heatOf(token, slot) - 0.25 : 0,
  },
};
const MAX_HELD = 4;

export const leaders: Actor = {
  name: 'leaders',
  summary: 'know more than others and earn by it, each in its own style',
  perMinute: 24,
  *act(world) {
    const leader = world.one(sandboxLeaders);
    if (!leader) return;
    const wallet = world.wallet(leader.label);
    const style = styles[leader.style];
    const held = heldTokens(world, wallet);
    const done = held.find(({ token, amount }) => isToBeSold(world, wallet, style, token, amount));
    if (done) {
      yield sellToken(world, wallet, done.token, done.amount);
      return;
    }
    if (held.length >= MAX_HELD) return;
    const others = world.tokens.live().filter((token) => !held.some((one) => one.token === token));
    const token = weighted(world, others, (one) => style.wants(one, world.slot));
    if (token && world.chain.amountIn(accountOf(wallet.address, token)) === 0n)
      yield buyToken(world, wallet, token, toLamports(style.sol));
  },
};

function isToBeSold(world: World, wallet: Wallet, style: Style, token: Token, amount: bigint): boolean {
  const position = world.position(wallet, token);
  const price = priceOf(world, token);
  if (!position || price === undefined) return true;
  const gained = (Number(amount) * price) / Number(position.lamports) - 1;
  return gained > style.gain || gained < style.loss || world.slot - position.sinceSlot > style.slots;
}
