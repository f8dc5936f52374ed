// The market of the sandbox's chain as its own node tells it: looked at when somebody asks, and not more often than once a second.
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { type AskNode, readPools } from './read-pools.ts';
import { type MarketView, toMarketView } from './token-market.ts';

const AGAIN_MS = 1000;
const TIMEOUT_MS = 5000;
const replies = z.array(z.object({ id: z.int(), result: z.unknown() }));

type Options = {
  readonly clock: SandboxClock;
  readonly realClock: Clock;
  /** Where the node listens; undefined while it does not. */
  port(): number | undefined;
};

export type NodeView = {
  /** The last one that could be had; undefined before the first. */
  view(): Promise<MarketView | undefined>;
  readonly last: MarketView | undefined;
};

export function createNodeView({ clock, realClock, port }: Options): NodeView {
  const mints = new Map<string, string>();
  let last: MarketView | undefined;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  const look = async (at: number) => {
    const ask = askAt(at);
    const [slot] = await ask([{ method: 'getSlot', params: [{ commitment: 'confirmed' }] }]);
    const pools = await readPools(ask, mints);
    last = toMarketView(pools, z.int().parse(slot), Math.round(clock.now()));
  };
  return {
    get last() {
      return last;
    },
    async view() {
      const at = port();
      if (at === undefined || realClock.monotonicMs() - lookedMs < AGAIN_MS) return last;
      // a node that a fault keeps from answering leaves the feeds with what they knew
      looking ??= look(at)
        .catch(() => {})
        .finally(() => {
          lookedMs = realClock.monotonicMs();
          looking = undefined;
        });
      await looking;
      return last;
    },
  };
}

function askAt(port: number): AskNode {
  return async (calls) => {
    const reply = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call }))),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!reply.ok) throw new AppError('HTTP_UNAVAILABLE', `The node answered ${reply.status}.`);
    const byId = new Map(replies.parse(await reply.json()).map(({ id, result }) => [id, result]));
    return calls.map((_, id) => byId.get(id));
  };
}
