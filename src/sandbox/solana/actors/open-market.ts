// The market on a node: begun or taken up again, and asked once for each block.
import type { SandboxClock } from '../../sandbox-clock.ts';
import { placesOf } from '../genesis.ts';
import { beginMarket } from '../genesis-market.ts';
import type { SolanaNode } from '../node/node.ts';
import { calm, type MarketFaults } from './faults.ts';
import { actors as everybody } from './kinds/index.ts';
import { createMarket, type Market, type MarketOptions, type MarketState } from './market.ts';

export type OpenMarket = Pick<Market, 'world' | 'state' | 'tell'> & {
  /** Nobody acts any more. */
  close(): void;
};

type Options = {
  readonly node: SolanaNode;
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly faults?: MarketFaults;
  /** Goes on where another one stopped, on a node that was taken up again likewise. */
  readonly state?: MarketState;
} & Partial<Pick<MarketOptions, 'actors' | 'onDone'>>;

export function openMarket({ node, clock, seed, faults = calm, state, ...rest }: Options): OpenMarket {
  const market = createMarket({
    ...{ node, faults, actors: everybody, speed: () => clock.speed, places: placesOf(state?.seed ?? seed) },
    ...{ state: state ?? beginMarket(node, seed), ...rest },
  });
  let isDue = false;
  let isClosed = false;
  node.bank.listen({
    landed() {},
    rolledBack() {},
    opened() {
      if (isDue || isClosed) return;
      isDue = true;
      // a fork opens a block before it lands again what was undone
      clock.endOfTurn(() => {
        isDue = false;
        if (!isClosed) market.step();
      });
    },
  });
  return {
    world: market.world,
    state: market.state,
    tell: market.tell,
    close() {
      isClosed = true;
    },
  };
}
