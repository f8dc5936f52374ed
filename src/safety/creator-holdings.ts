import { z } from 'zod';
import { shareBps, toPercent } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

const bps = z.int().min(0).max(10_000);

export const creatorHoldings = defineSafetyCheck({
  name: 'creator-holdings',
  summary: 'Whoever launched it does not hold much of it.',
  points: 30,
  settings: z.strictObject({
    warnBps: bps.default(500).describe('Share of the supply with its creator from which on it is warned'),
    refuseBps: bps.default(1500).describe('And from which on it is refused, in hundredths of a percent'),
  }),
  check({ creator, holders, supply }, { warnBps, refuseBps }) {
    if (creator === null) return unknown('who launched it');
    if (holders === null || supply === null) return unknown('what its creator holds');
    const own = holders.filter(({ owner }) => owner === creator);
    const share = shareBps(
      own.reduce((sum, { amount }) => sum + amount, 0n),
      supply,
    );
    const says = `Its creator holds ${toPercent(share)} of it`;
    if (share > refuseBps) return refuse(`${says}, ${toPercent(refuseBps)} is the limit.`);
    return share > warnBps ? warn(`${says}.`) : pass(`${says}.`);
  },
});
