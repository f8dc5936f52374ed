// Those who trade at once: arbitrageurs who know the fair value, noise, and momentum followers.
import type { Agent, AgentKind, Desk } from '../desk.ts';
import { drawLogNormal, drawPareto } from '../draws.ts';

/** Beyond costs of this share of the price a stale quote is taken. */
const EDGE = 0.000_03;

export const arbitrageurs: AgentKind = {
  name: 'arbitrageurs',
  create: (desk) => [
    {
      perSecond: ({ activity }) => 6 * activity,
      act() {
        const ask = desk.book.asks.best();
        const bid = desk.book.bids.best();
        if (ask && desk.fairTicks > ask.ticks * (1 + EDGE)) takeStale(desk, true);
        else if (bid && desk.fairTicks < bid.ticks * (1 - EDGE)) takeStale(desk, false);
      },
    },
  ],
};

/** All that is offered on the wrong side of the fair value, as far as the purse reaches. */
function takeStale(desk: Desk, isBid: boolean): void {
  const ticks = isBid ? Math.floor(desk.fairTicks) : Math.ceil(desk.fairTicks);
  const lots = desk.usualLots(3 * drawLogNormal(desk.random, 0.5));
  desk.place({ isBid, ticks, lots, isImmediate: true });
}

export const noise: AgentKind = {
  name: 'noise',
  create: (desk) => [
    {
      perSecond: ({ activity }) => 2.2 * activity,
      act() {
        const { random, regime } = desk;
        const isBuy = random.next() < regime.buyShare;
        const times = 0.02 * drawPareto(random, 1.15, 120);
        desk.take(isBuy, desk.usualLots(times), 0.001);
        desk.push((isBuy ? 1 : -1) * Math.min(0.000_001, 0.000_000_25 * times));
      },
    },
  ],
};

export const momentum: AgentKind = {
  name: 'momentum',
  create: (desk) => [createFollower(desk, 8000, 0.0004), createFollower(desk, 45_000, 0.001)],
};

/** Follows the return against a mean of so many ms, once it exceeds the threshold. */
function createFollower(desk: Desk, meanMs: number, threshold: number): Agent {
  let mean = 0;
  let lastMs = 0;
  return {
    perSecond: ({ activity }) => 1.5 * activity,
    act() {
      const weight = lastMs === 0 ? 1 : 1 - Math.exp(-(desk.nowMs - lastMs) / meanMs);
      lastMs = desk.nowMs;
      mean += weight * (desk.fairTicks - mean);
      const ahead = desk.fairTicks / mean - 1;
      if (Math.abs(ahead) < threshold || desk.random.next() < 0.4) return;
      desk.take(ahead > 0, desk.usualLots(0.4 * drawPareto(desk.random, 1.4, 12)), 0.0008);
      desk.push(Math.sign(ahead) * 0.000_001);
    },
  };
}
