import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { hash, timeMs } from './account-words.ts';

/** When sessions were last used, many at once. Lost in a power cut, they end a little earlier. */
export const touchSessions = defineUnit({
  input: z.object({ seen: z.array(z.object({ idHash: hash, atMs: timeMs })).max(1000) }),
  idempotent: true,
  lasts: false,
  whenAway: 'refuse',
  async run({ db }, { seen }) {
    for (const { idHash, atMs } of seen)
      await db
        .updateTable('sessions')
        .set({ seen_at: atMs })
        .where('id_hash', '=', idHash)
        .where('seen_at', '<', atMs)
        .execute();
  },
});
