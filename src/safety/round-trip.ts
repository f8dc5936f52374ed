import { z } from 'zod';
import { toPercent } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

const bps = z.int().min(0).max(10_000);

export const roundTrip = defineSafetyCheck({
  name: 'round-trip',
  summary: 'An account made for it could buy the token and sell it again at once, by simulation on the node.',
  points: 50,
  settings: z.strictObject({
    warnLossBps: bps
      .default(500)
      .describe('Share of what was paid that does not come back, from which on it is warned'),
    refuseLossBps: bps.default(1500).describe('And from which on it is refused, in hundredths of a percent'),
  }),
  check({ roundTrip: trip }, { warnLossBps, refuseLossBps }) {
    if (trip === null) return unknown('whether it can be bought and sold again');
    if (!trip.canBuy) return refuse(`It cannot be bought: ${trip.says}`);
    if (!trip.canSell) return refuse(`HONEYPOT: it can be bought and not sold: ${trip.says}`);
    if (trip.lostBps === null) return unknown('what a purchase and a sale cost');
    const says = `Bought and sold again, ${toPercent(trip.lostBps)} is lost`;
    if (trip.lostBps > refuseLossBps) return refuse(`${says}, ${toPercent(refuseLossBps)} is the limit.`);
    return trip.lostBps > warnLossBps ? warn(`${says}.`) : pass(`${says}.`);
  },
});
