// Positions on borrowed money that are closed by force when the price runs away from where they were opened; futures only.
import type { AgentKind } from '../desk.ts';
import { drawPareto } from '../draws.ts';

/** Positions are taken to have been opened around the mean price of this span. */
const MEAN_MS = 60_000;
const FIRST_CALLS = 0.0022;
const PER_SECOND = 2;

export const liquidator: AgentKind = {
  name: 'liquidator',
  create(desk) {
    if (desk.instrument.kind === 'spot') return [];
    let mean = 0;
    let lastMs = 0;
    return [
      {
        perSecond: () => PER_SECOND,
        act() {
          const weight = lastMs === 0 ? 1 : 1 - Math.exp(-(desk.nowMs - lastMs) / MEAN_MS);
          lastMs = desk.nowMs;
          mean += weight * (desk.fairTicks - mean);
          const away = desk.fairTicks / mean - 1;
          const excess = Math.abs(away) - FIRST_CALLS;
          if (excess < 0 || desk.random.next() > 0.25 + excess * 150) return;
          // who bet on a rise is sold out by a fall
          desk.liquidate(away < 0, desk.usualLots(0.2 * drawPareto(desk.random, 1.2, 60)));
          desk.push(Math.sign(away) * 0.000_003);
        },
      },
    ];
  },
};
