// A chain with its market whose time moves only when a test says so; it does not listen.
import type { TestContext } from 'node:test';
import { createSeededRandom } from '../../../../core/random.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import { createSandboxClock } from '../../../sandbox-clock.ts';
import type { LandedTransaction } from '../../node/ledger/block.ts';
import { createSolanaNode, SLOT_MS, type SolanaNode } from '../../node/node.ts';
import type { ChainState } from '../../node/state.ts';
import type { Actor, Done, Plan } from '../actor.ts';
import type { MarketFaults } from '../faults.ts';
import type { MarketState } from '../market.ts';
import { type OpenMarket, openMarket } from '../open-market.ts';

export type Sent = {
  readonly done: Done;
  readonly plan: Plan;
  readonly landed: LandedTransaction | undefined;
};

export type MarketOnClock = {
  readonly node: SolanaNode;
  readonly market: OpenMarket;
  /** In order. */
  readonly sent: Sent[];
  /** Faults that are on, with their settings. */
  readonly faults: Record<string, object>;
  slots(count: number): Promise<void>;
  /** Until it is so, or so many slots are over; tells whether it is. */
  until(isSo: () => boolean, slots: number): Promise<boolean>;
};

type Options = {
  readonly seed?: string;
  readonly speed?: number;
  readonly actors?: readonly Actor[];
  readonly saved?: { readonly chain: ChainState; readonly market: MarketState; readonly nowMs: number };
};

export function openMarketOnClock(t: TestContext, options: Options = {}): MarketOnClock {
  const { seed = 'test', speed = 1, actors, saved } = options;
  const real = createManualClock(saved?.nowMs);
  const clock = createSandboxClock(real, speed);
  const faults: Record<string, object> = {};
  const node = createSolanaNode({
    ...{ clock, realClock: real, random: createSeededRandom(7), state: saved?.chain },
  });
  const sent: Sent[] = [];
  const market = openMarket({
    ...{ node, clock, seed, faults: ((name: string) => faults[name]) as MarketFaults },
    ...(actors ? { actors } : {}),
    ...(saved ? { state: saved.market } : {}),
    onDone: (done, plan) => sent.push({ done, plan, landed: node.bank.ledger.find(done.signature) }),
  });
  t.after(async () => {
    market.close();
    await node.close();
  });
  const slots = (count: number) => real.advance((count * SLOT_MS) / speed);
  return {
    ...{ node, market, sent, faults, slots },
    async until(isSo, limit) {
      const last = node.bank.ledger.head.slot + limit;
      while (!isSo() && node.bank.ledger.head.slot < last) await slots(20);
      return isSo();
    },
  };
}
