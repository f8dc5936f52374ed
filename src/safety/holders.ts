import { z } from 'zod';
import { shareBps, toPercent } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

const TOP = 10;
const bps = z.int().min(0).max(10_000);

export const holders = defineSafetyCheck({
  name: 'holders',
  summary: 'Few wallets do not hold most of it; pools, curves, lockers and what is burned are no wallets.',
  points: 30,
  settings: z.strictObject({
    warnTopBps: bps
      .default(3000)
      .describe('Share of the supply that the ten largest wallets hold, from which on it is warned'),
    refuseTopBps: bps.default(5000).describe('And from which on it is refused, in hundredths of a percent'),
    refuseOneBps: bps.default(2000).describe('Share of the supply in one wallet from which on it is refused'),
  }),
  check({ holders: all, supply }, { warnTopBps, refuseTopBps, refuseOneBps }) {
    if (all === null || supply === null) return unknown('who holds it');
    const wallets = all.filter(({ kind }) => kind === 'wallet' || kind === 'creator').slice(0, TOP);
    const top = shareBps(
      wallets.reduce((sum, { amount }) => sum + amount, 0n),
      supply,
    );
    const [largest] = wallets;
    const one = shareBps(largest?.amount ?? 0n, supply);
    if (largest !== undefined && one > refuseOneBps)
      return refuse(
        `${largest.owner} holds ${toPercent(one)} of it, ${toPercent(refuseOneBps)} is the limit.`,
      );
    const says = `The ten largest wallets hold ${toPercent(top)} of it`;
    if (top > refuseTopBps) return refuse(`${says}, ${toPercent(refuseTopBps)} is the limit.`);
    return top > warnTopBps ? warn(`${says}.`) : pass(`${says}.`);
  },
});
