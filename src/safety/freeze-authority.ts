import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

export const freezeAuthority = defineSafetyCheck({
  name: 'freeze-authority',
  summary: 'Nobody can freeze what somebody holds.',
  points: 40,
  settings: z.strictObject({}),
  check({ freezeAuthority: authority }) {
    if (authority === null) return unknown('who may freeze it');
    return authority === 'none'
      ? pass('Nobody can freeze it.')
      : refuse(`${authority} can freeze it in any wallet.`);
  },
});
