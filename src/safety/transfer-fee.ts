import { z } from 'zod';
import { withExtension } from './extension-check.ts';
import { toPercent } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

export const transferFee = defineSafetyCheck({
  name: 'transfer-fee',
  summary: 'No tax is taken from transfers, or a small one that nobody can raise.',
  points: 40,
  settings: z.strictObject({
    maxFeeBps: z
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .describe('Largest tax on a transfer, in hundredths of a percent'),
    allowsAuthority: z.boolean().default(false).describe('Whether somebody may be able to change the tax'),
  }),
  check: ({ extensions }, { maxFeeBps, allowsAuthority }) =>
    withExtension(
      extensions,
      'transferFeeConfig',
      'No tax is taken from transfers.',
      ({ authority, figures }) => {
        const { transferFeeBps: feeBps } = figures;
        if (typeof feeBps !== 'number') return unknown('the tax on its transfers');
        const tax = `A tax of ${toPercent(feeBps)} is taken from each transfer`;
        if (feeBps > maxFeeBps) return refuse(`${tax}, ${toPercent(maxFeeBps)} is the limit.`);
        if (authority !== null && !allowsAuthority) return refuse(`${tax}, and ${authority} can raise it.`);
        return feeBps === 0 && authority === null
          ? pass('The tax on transfers is 0 for good.')
          : warn(`${tax}.`);
      },
    ),
});
