import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { solanaAddress } from './chain-words.ts';

/** What was recorded of it stays. */
export const unfollowAddress = defineUnit({
  input: z.object({ address: solanaAddress }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run({ db }, { address }) {
    await db.deleteFrom('followed_addresses').where('address', '=', address).execute();
  },
});
