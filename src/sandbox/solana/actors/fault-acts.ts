// Carries out what was ordered of the market, once each time it is switched on.
import type { Plan } from './actor.ts';
import { lpAccountOf } from './dealing/make-pool.ts';
import { pullLiquidity } from './dealing/pull-liquidity.ts';
import { accountOf } from './dealing/token-account.ts';
import { buyToken, sellToken } from './dealing/trade-token.ts';
import type { MarketFaults } from './faults.ts';
import type { Token } from './token-book.ts';
import type { World } from './world.ts';

type Act = { readonly name: string; readonly plans: () => Iterable<Plan | undefined> };

const BURST_LAMPORTS = 50_000_000n;

export function createFaultActs(world: World, faults: MarketFaults) {
  const wasOn = { rug: false, burst: false };
  const isSwitchedOn = (name: 'rug' | 'burst', isOn: boolean) => {
    const isNew = isOn && !wasOn[name];
    wasOn[name] = isOn;
    return isNew;
  };
  return {
    due(): Act[] {
      const acts: Act[] = [];
      const rug = faults('rug');
      const burst = faults('burst');
      if (isSwitchedOn('rug', rug !== undefined) && rug)
        acts.push({ name: 'rug', plans: () => pullNow(world, rug.mint) });
      if (isSwitchedOn('burst', burst !== undefined) && burst)
        acts.push({ name: 'burst', plans: () => tradeOften(world, burst.leader, burst.transactions) });
      return acts;
    },
  };
}

function pullNow(world: World, mint: string): Iterable<Plan | undefined> {
  const token =
    mint === '' ? world.tokens.live().findLast((one) => canBePulled(world, one)) : world.tokens.find(mint);
  return token ? pullLiquidity(world, token) : [];
}

function canBePulled({ chain, wallet }: World, token: Token): boolean {
  const creator = wallet(token.creator);
  return token.pool
    ? chain.amountIn(lpAccountOf(creator, token.pool)) > 0n
    : chain.amountIn(accountOf(creator.address, token)) > 0n;
}

/** Buys and sells in turn, the smallest amounts, of what is traded most safely. */
function* tradeOften(world: World, leader: string, times: number): Iterable<Plan | undefined> {
  const wallet = world.wallet(leader);
  const token = world.one(world.tokens.live().filter(({ isSettled }) => isSettled));
  if (!token) return;
  for (let i = 0; i < times; i += 1) {
    const held = world.chain.amountIn(accountOf(wallet.address, token));
    yield i % 2 === 0
      ? buyToken(world, wallet, token, BURST_LAMPORTS + BigInt(i))
      : sellToken(world, wallet, token, held);
  }
}
