import { z } from 'zod';
import { USDC, USDT, WRAPPED_SOL } from '../domain/solana/programs.ts';
import { toDecimal, toSol } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

const USD_DECIMALS = 6;

export const liquidity = defineSafetyCheck({
  name: 'liquidity',
  summary:
    'One pool holds enough SOL or dollars to sell into; a bonding curve always buys back what it sold.',
  points: 40,
  settings: z.strictObject({
    minLamports: z
      .int()
      .min(0)
      .default(10_000_000_000)
      .describe('SOL that the deepest pool holds at least, in lamports'),
    minUsdMicros: z
      .int()
      .min(0)
      .default(2_000_000_000)
      .describe('Or USDC or USDT, in millionths of a dollar'),
  }),
  check({ pools }, { minLamports, minUsdMicros }) {
    if (pools === null) return unknown('its pools');
    if (pools.length === 0) return refuse('It has no pool that is known.');
    const deepest = (...quotes: string[]) =>
      pools
        .filter(({ quoteMint }) => quotes.includes(quoteMint))
        .reduce((most, { quoteAmount }) => (quoteAmount > most ? quoteAmount : most), 0n);
    const [lamports, micros] = [deepest(WRAPPED_SOL), deepest(USDC, USDT)];
    if (pools.some(({ kind }) => kind === 'curve'))
      return pass(`It is on its curve, which holds ${toSol(lamports)}.`);
    if (lamports >= BigInt(minLamports)) return pass(`A pool holds ${toSol(lamports)}.`);
    const dollars = (atoms: bigint) => `$${toDecimal(atoms, USD_DECIMALS)}`;
    if (micros >= BigInt(minUsdMicros)) return pass(`A pool holds ${dollars(micros)}.`);
    const limits = `${toSol(BigInt(minLamports))} or ${dollars(BigInt(minUsdMicros))}`;
    return refuse(`Its deepest pools hold ${toSol(lamports)} and ${dollars(micros)}, ${limits} are wanted.`);
  },
});
