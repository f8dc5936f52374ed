import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

export const mintAuthority = defineSafetyCheck({
  name: 'mint-authority',
  summary: 'Nobody can make more of the token.',
  points: 40,
  settings: z.strictObject({}),
  check({ mintAuthority: authority }) {
    if (authority === null) return unknown('who may mint more of it');
    return authority === 'none' ? pass('Nobody can mint more.') : refuse(`${authority} can mint more of it.`);
  },
});
