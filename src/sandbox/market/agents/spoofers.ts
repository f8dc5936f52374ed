// Walls that are placed away from the touch to be seen, and pulled before anybody trades with them.
import type { RestingOrder } from '../book-side.ts';
import type { AgentKind, Desk } from '../desk.ts';
import { drawBetween } from '../draws.ts';

const PER_SECOND = 15;
/** A new wall about every 25 seconds. */
const BUILD_CHANCE = 1 / (PER_SECOND * 25);
/** Nearer to the touch than this share of the price the wall is in danger. */
const TOO_NEAR = 0.0003;

type Wall = { readonly orders: readonly RestingOrder[]; readonly untilMs: number };

export const spoofers: AgentKind = {
  name: 'spoofers',
  create(desk) {
    let wall: Wall | undefined;
    return [
      {
        perSecond: () => PER_SECOND,
        act() {
          if (!wall) {
            if (desk.random.next() < BUILD_CHANCE) wall = build(desk);
          } else if (desk.nowMs >= wall.untilMs || isInDanger(desk, wall)) {
            for (const order of wall.orders) desk.cancel(order);
            wall = undefined;
          }
        },
      },
    ];
  },
};

/** Three neighbouring prices, each many times a usual order. */
function build(desk: Desk): Wall | undefined {
  const { random } = desk;
  const isBid = random.next() < 0.5;
  const best = (isBid ? desk.book.bids : desk.book.asks).best();
  if (!best) return undefined;
  const away = Math.max(4, Math.round(best.ticks * drawBetween(random, 0.0008, 0.002)));
  const orders: RestingOrder[] = [];
  for (let i = 0; i < 3; i++) {
    const ticks = isBid ? best.ticks - away - i : best.ticks + away + i;
    const order = desk.place({ isBid, ticks, lots: desk.usualLots(drawBetween(random, 12, 30)) });
    if (order) orders.push(order);
  }
  return { orders, untilMs: desk.nowMs + drawBetween(random, 4000, 20_000) };
}

function isInDanger({ book, fairTicks }: Desk, { orders }: Wall): boolean {
  const [nearest] = orders;
  if (!nearest) return true;
  const touch = (nearest.isBid ? book.bids : book.asks).best()?.ticks ?? fairTicks;
  const gap = Math.min(Math.abs(nearest.ticks - touch), Math.abs(nearest.ticks - fairTicks));
  return !nearest.level || gap < fairTicks * TOO_NEAR;
}
