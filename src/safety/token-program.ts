import { z } from 'zod';
import { TOKEN, TOKEN_2022 } from '../domain/solana/programs.ts';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

export const tokenProgram = defineSafetyCheck({
  name: 'token-program',
  summary: 'The token belongs to one of the two token programs of Solana.',
  points: 40,
  settings: z.strictObject({}),
  check({ program }) {
    if (program === null) return unknown('the program that keeps the token');
    if (program === TOKEN) return pass('It is kept by the token program.');
    if (program === TOKEN_2022) return pass('It is kept by the token program with extensions.');
    return refuse(`It is kept by ${program}, which is no token program.`);
  },
});
