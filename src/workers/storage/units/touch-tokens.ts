import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { id, timeMs } from './account-words.ts';

/** When tokens were last used, many at once. */
export const touchTokens = defineUnit({
  input: z.object({ used: z.array(z.object({ id, atMs: timeMs })).max(1000) }),
  idempotent: true,
  lasts: false,
  whenAway: 'refuse',
  async run({ db }, { used }) {
    for (const { id, atMs } of used)
      await db
        .updateTable('api_tokens')
        .set({ used_at: atMs })
        .where('id', '=', id)
        .where(({ eb, or }) => or([eb('used_at', 'is', null), eb('used_at', '<', atMs)]))
        .execute();
  },
});
