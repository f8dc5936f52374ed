// Everybody who leaves orders far from the price and forgets them for a while: the depth of the book.
import type { RestingOrder } from '../book-side.ts';
import type { AgentKind } from '../desk.ts';
import { drawLogNormal } from '../draws.ts';

const ORDERS_A_SIDE = 900;
const NEAREST = 0.0002;
const FARTHEST = 0.06;

export const patientCrowd: AgentKind = {
  name: 'patient crowd',
  create(desk) {
    const { random } = desk;
    const left: RestingOrder[] = [];
    const leave = (isBid: boolean) => {
      const away = NEAREST * (FARTHEST / NEAREST) ** random.next();
      const ticks = Math.round(desk.fairTicks * (isBid ? 1 - away : 1 + away));
      const best = (isBid ? desk.book.asks : desk.book.bids).best()?.ticks;
      if (ticks < 1 || (best !== undefined && (isBid ? ticks >= best : ticks <= best))) return;
      // round numbers attract
      const rounded = random.next() < 0.2 && ticks > 1000 ? Math.round(ticks / 50) * 50 : ticks;
      const lots = desk.usualLots((0.15 + away * 30) * drawLogNormal(random, 0.9));
      const order = desk.place({ isBid, ticks: rounded, lots });
      if (order) left.push(order);
    };
    let isFirst = true;
    return [
      {
        perSecond: ({ activity }) => 9 * activity,
        act() {
          if (isFirst) for (let i = 0; i < 2 * ORDERS_A_SIDE; i++) leave(i % 2 === 0);
          isFirst = false;
          if (left.length >= 2 * ORDERS_A_SIDE || random.next() < 0.4) {
            const at = random.below(left.length);
            const [order] = left.splice(at, 1);
            if (order) desk.cancel(order);
          } else leave(random.next() < 0.5);
        },
      },
    ];
  },
};
