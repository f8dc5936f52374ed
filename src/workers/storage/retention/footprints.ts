import type { RetentionPolicy } from './policy.ts';

/** Bars of one moment go together: there is one of each instrument. */
export const footprints: RetentionPolicy = {
  name: 'footprints',
  table: 'footprint_bars',
  async remove({ db }, beforeMs, max) {
    const old = await db
      .selectFrom('footprint_bars')
      .select(['instrument', 'open_at'])
      .where('open_at', '<', beforeMs)
      .orderBy('open_at')
      .orderBy('instrument')
      .limit(max)
      .execute();
    const last = old.at(-1);
    if (!last) return 0;
    await db
      .deleteFrom('footprint_bars')
      .where(({ and, eb, or }) =>
        or([
          eb('open_at', '<', last.open_at),
          and([eb('open_at', '=', last.open_at), eb('instrument', '<=', last.instrument)]),
        ]),
      )
      .execute();
    return old.length;
  },
};
