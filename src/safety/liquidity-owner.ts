import { z } from 'zod';
import { shareBps, toPercent } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

const WHOLE_BPS = 10_000;

export const liquidityOwner = defineSafetyCheck({
  name: 'liquidity-owner',
  summary: 'Most of the liquidity is burned, locked or on the curve, so that nobody can take it away.',
  points: 40,
  settings: z.strictObject({
    warnAboveBps: z
      .int()
      .min(0)
      .max(10_000)
      .default(1000)
      .describe('Share of the liquidity that somebody can take out, from which on it is warned'),
    refuseAboveBps: z
      .int()
      .min(0)
      .max(10_000)
      .default(3000)
      .describe('And from which on it is refused, in hundredths of a percent'),
  }),
  check({ pools }, { warnAboveBps, refuseAboveBps }) {
    if (pools === null) return unknown('who owns its liquidity');
    const held = pools.reduce((sum, { tokenAmount }) => sum + tokenAmount, 0n);
    if (held === 0n) return refuse('No pool holds any of it.');
    const loose = pools.map((pool) => {
      const kept = pool.kind === 'curve' ? WHOLE_BPS : Math.min(WHOLE_BPS, pool.burnedBps + pool.lockedBps);
      return {
        owner: pool.owner,
        amount: (pool.tokenAmount * BigInt(Math.floor(WHOLE_BPS - kept))) / BigInt(WHOLE_BPS),
      };
    });
    const share = shareBps(
      loose.reduce((sum, { amount }) => sum + amount, 0n),
      held,
    );
    const owner = loose.toSorted((one, other) => Number(other.amount - one.amount))[0]?.owner ?? 'several';
    const says = `${toPercent(share)} of its liquidity can be taken out`;
    if (share > refuseAboveBps)
      return refuse(`${says}, most of it by ${owner}; ${toPercent(refuseAboveBps)} is the limit.`);
    return share > warnAboveBps ? warn(`${says}, most of it by ${owner}.`) : pass(`${says}.`);
  },
});
