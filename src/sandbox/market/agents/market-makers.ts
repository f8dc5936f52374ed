// Several makers who quote layers around the fair value and follow it, each with a width and patience of its own.
import type { RestingOrder } from '../book-side.ts';
import type { Agent, AgentKind, Desk } from '../desk.ts';
import { drawBetween, drawLogNormal } from '../draws.ts';

/** Half spread and distance between layers as shares of the price; how many layers; looks a second. */
const temperaments = [
  { half: 0.000_003, step: 0.000_009, layers: 10, perSecond: 6 },
  { half: 0.000_04, step: 0.000_03, layers: 14, perSecond: 3 },
  { half: 0.000_15, step: 0.000_12, layers: 20, perSecond: 1.5 },
] as const;

type Temperament = (typeof temperaments)[number];

export const marketMakers: AgentKind = {
  name: 'market makers',
  create: (desk) => temperaments.map((temperament) => createMaker(desk, temperament)),
};

function createMaker(desk: Desk, { half, step, layers, perSecond }: Temperament): Agent {
  const quotes = { bids: new Map<number, RestingOrder>(), asks: new Map<number, RestingOrder>() };
  const { random } = desk;
  let skew = 0;

  const requote = (isBid: boolean, mine: Map<number, RestingOrder>, widening: number) => {
    const wanted = new Set<number>();
    const best = (isBid ? desk.book.asks : desk.book.bids).best()?.ticks;
    const centre = desk.fairTicks * (1 + skew);
    for (let layer = 0; layer < layers; layer++) {
      const away = centre * (half * widening + step * layer);
      let ticks = isBid ? Math.floor(centre - away) : Math.ceil(centre + away);
      // a maker never takes
      if (best !== undefined) ticks = isBid ? Math.min(ticks, best - 1) : Math.max(ticks, best + 1);
      if (ticks > 0) wanted.add(ticks);
    }
    for (const [ticks, order] of mine) {
      if (order.level && wanted.has(ticks) && random.next() > 0.08) continue;
      desk.cancel(order);
      mine.delete(ticks);
    }
    let layer = 0;
    for (const ticks of wanted) {
      layer++;
      if (mine.has(ticks)) continue;
      const times = desk.regime.liquidity * (0.3 + 0.12 * layer) * drawLogNormal(random, 0.6);
      const order = desk.place({ isBid, ticks, lots: desk.usualLots(times) });
      if (order) mine.set(ticks, order);
    }
  };

  return {
    perSecond: ({ activity }) => perSecond * Math.sqrt(activity),
    act() {
      skew = drawBetween(random, -0.5, 0.5) * half;
      const widening = 1 / desk.regime.liquidity;
      // the side the price runs into moves first, so that there is room for the other
      const mid = ((desk.book.bids.best()?.ticks ?? 0) + (desk.book.asks.best()?.ticks ?? 0)) / 2;
      const isRising = desk.fairTicks > mid;
      if (isRising) requote(false, quotes.asks, widening);
      requote(true, quotes.bids, widening);
      if (!isRising) requote(false, quotes.asks, widening);
    },
  };
}
