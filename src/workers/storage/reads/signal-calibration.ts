import { z } from 'zod';
import { MAX_JUDGED, sinceOfNewest } from '../repositories/newest-signals.ts';
import { defineRead } from '../unit.ts';

/** How many of the newest 200,000 signals of each type and tenth of their score have a return after 5 minutes, and of how many it was above 0. */
export const signalCalibration = defineRead({
  input: z.undefined(),
  output: z.array(z.object({ type: z.string(), step: z.int(), count: z.int(), hits: z.int() })),
  isQuick: false,
  async run(db) {
    const newestMs = await sinceOfNewest(db, MAX_JUDGED);
    const rows = await db
      .selectFrom('signal_outcomes')
      .innerJoin('signals', 'signals.id', 'signal_outcomes.signal_id')
      .select(['signals.type', 'signals.score_step as step'])
      .select(({ fn, eb }) => [
        fn.countAll<number>().as('count'),
        fn.sum<number>(eb.case().when('return_5', '>', 0).then(eb.lit(1)).else(eb.lit(0)).end()).as('hits'),
      ])
      .where('return_5', 'is not', null)
      .$if(newestMs !== undefined, (query) => query.where('event_at', '>=', newestMs as number))
      .groupBy(['signals.type', 'signals.score_step'])
      .orderBy('signals.type')
      .orderBy('signals.score_step')
      .execute();
    return rows.map(({ type, step, count, hits }) => ({
      ...{ type, step, count: Number(count), hits: Number(hits) },
    }));
  },
});
