// Large orders: sliced into many, swept through the book at once, or hidden behind an iceberg.
import type { RestingOrder } from '../book-side.ts';
import type { AgentKind, Desk } from '../desk.ts';
import { drawBetween, drawPareto } from '../draws.ts';

const PER_SECOND = 3;
/** A new plan about every two minutes. */
const BEGIN_CHANCE = 1 / (PER_SECOND * 120);

type Plan =
  | { readonly kind: 'sliced'; readonly isBuy: boolean; slices: number; readonly times: number }
  | { readonly kind: 'iceberg'; readonly order: RestingOrder; readonly untilMs: number };

export const whales: AgentKind = {
  name: 'whales',
  create(desk) {
    let plan: Plan | undefined;
    return [
      {
        perSecond: () => PER_SECOND,
        act() {
          plan = plan ? goOn(desk, plan) : begin(desk);
        },
      },
    ];
  },
};

function begin(desk: Desk): Plan | undefined {
  const { random, regime } = desk;
  if (random.next() > BEGIN_CHANCE * regime.activity) return undefined;
  const isBuy = random.next() < regime.buyShare;
  const kind = random.below(3);
  if (kind === 0) {
    desk.take(isBuy, desk.usualLots(12 * drawPareto(random, 1.6, 8)), 0.002);
    desk.push((isBuy ? 1 : -1) * 0.000_04);
    return undefined;
  }
  if (kind === 1)
    return { kind: 'sliced', isBuy, slices: 15 + random.below(45), times: drawBetween(random, 0.8, 2.5) };
  return hide(desk, isBuy);
}

/** An iceberg just behind the touch. */
function hide(desk: Desk, isBid: boolean): Plan | undefined {
  const best = (isBid ? desk.book.bids : desk.book.asks).best();
  if (!best) return undefined;
  const away = Math.round(best.ticks * drawBetween(desk.random, 0, 0.0004));
  const ticks = isBid ? best.ticks - away : best.ticks + away;
  const shownLots = desk.usualLots(drawBetween(desk.random, 1, 3));
  const order = desk.place({ isBid, ticks, lots: shownLots * (15 + desk.random.below(30)), shownLots });
  return order && { kind: 'iceberg', order, untilMs: desk.nowMs + drawBetween(desk.random, 30_000, 120_000) };
}

function goOn(desk: Desk, plan: Plan): Plan | undefined {
  if (plan.kind === 'iceberg') {
    if (plan.order.level && desk.nowMs < plan.untilMs) return plan;
    desk.cancel(plan.order);
    return undefined;
  }
  if (desk.random.next() < 0.3) return plan;
  desk.take(plan.isBuy, desk.usualLots(plan.times * drawBetween(desk.random, 0.7, 1.3)), 0.0006);
  desk.push((plan.isBuy ? 1 : -1) * 0.000_003);
  plan.slices--;
  return plan.slices > 0 ? plan : undefined;
}
