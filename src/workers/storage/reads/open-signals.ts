import { z } from 'zod';
import { signal, signalOutcome } from '../../../domain/order-flow/signal.ts';
import { withinBudget } from '../repositories/payload-budget.ts';
import { outcomesOf } from '../repositories/signals.ts';
import { defineRead } from '../unit.ts';

const MAX_OPEN = 500;

/** Signals whose end is open, oldest first; those of a life before this one. Ask again once these have ended: there may be more. */
export const openSignals = defineRead({
  input: z.undefined(),
  output: z.array(z.object({ ...signal.shape, outcome: signalOutcome })),
  isQuick: false,
  async run(db) {
    const rows = await db
      .selectFrom('signal_outcomes')
      .innerJoin('signals', 'signals.id', 'signal_outcomes.signal_id')
      .select(['signals.id', 'signals.payload'])
      .where('signal_outcomes.state', '=', 'open')
      .orderBy('signals.event_at')
      .orderBy('signals.id')
      .limit(MAX_OPEN)
      .execute();
    const found = withinBudget(rows);
    const outcomes = await outcomesOf(
      db,
      found.map(({ id }) => id),
    );
    return found.map(({ id, payload }) => ({ ...JSON.parse(payload), outcome: outcomes.get(id) }));
  },
});
