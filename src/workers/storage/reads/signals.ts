import { z } from 'zod';
import { signal, signalOutcome, signalSide } from '../../../domain/order-flow/signal.ts';
import { withinBudget } from '../repositories/payload-budget.ts';
import { outcomesOf } from '../repositories/signals.ts';
import { defineRead } from '../unit.ts';
import { beforeId, page } from '../units/flow-words.ts';

/** Signals with what became of them, newest first. */
export const signals = defineRead({
  input: z.object({
    instrument: z.string().optional(),
    type: z.string().optional(),
    side: signalSide.optional(),
    minConfidence: z.number().optional(),
    ...page,
    beforeId,
  }),
  output: z.object({
    signals: z.array(z.object({ ...signal.shape, outcome: signalOutcome.nullable() })),
    hasMore: z.boolean(),
  }),
  isQuick: false,
  async run(db, { instrument, type, side, minConfidence, sinceMs, beforeMs, beforeId, limit }) {
    const rows = await db
      .selectFrom('signals')
      .select(['id', 'payload'])
      .$if(instrument !== undefined, (query) => query.where('instrument', '=', instrument as string))
      .$if(type !== undefined, (query) => query.where('type', '=', type as string))
      .$if(side !== undefined, (query) => query.where('side', '=', side as 'buy' | 'sell'))
      .$if(minConfidence !== undefined, (query) => query.where('confidence', '>=', minConfidence as number))
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
    const outcomes = await outcomesOf(
      db,
      found.map(({ id }) => id),
    );
    return {
      signals: found.map(({ id, payload }) => ({
        ...JSON.parse(payload),
        outcome: outcomes.get(id) ?? null,
      })),
      hasMore: found.length < rows.length || rows.length === limit,
    };
  },
});
