import { z } from 'zod';
import { anomalyEvent, anomalySeverity } from '../../../domain/order-flow/signal.ts';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';
import { beforeId, page } from '../units/flow-words.ts';

type Severity = z.output<typeof anomalySeverity>;

/** Anomalies of the market, newest first. */
export const anomalies = defineRead({
  input: z.object({
    instrument: z.string().optional(),
    type: z.string().optional(),
    severity: anomalySeverity.optional(),
    ...page,
    beforeId,
  }),
  output: z.object({ anomalies: z.array(anomalyEvent), hasMore: z.boolean() }),
  isQuick: false,
  async run(db, { instrument, type, severity, sinceMs, beforeMs, beforeId, limit }) {
    const rows = await db
      .selectFrom('anomalies')
      .select(['id', 'payload'])
      .$if(instrument !== undefined, (query) => query.where('instrument', '=', instrument as string))
      .$if(type !== undefined, (query) => query.where('type', '=', type as string))
      .$if(severity !== undefined, (query) => query.where('severity', '=', severity as Severity))
      .$if(sinceMs !== undefined, (query) => query.where('event_at', '>=', sinceMs as number))
      .$if(beforeMs !== undefined, (query) =>
        query.where(({ and, eb, or }) =>
          or([
            eb('event_at', '<', beforeMs as number),
            and([eb('event_at', '=', beforeMs as number), eb('id', '<', beforeId ?? '')]),
          ]),
        ),
      )
      .orderBy('event_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    const found = withinBudget(rows);
    return {
      anomalies: found.map(({ payload }) => JSON.parse(payload)),
      hasMore: found.length < rows.length || rows.length === limit,
    };
  },
});
