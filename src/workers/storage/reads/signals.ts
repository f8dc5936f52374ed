import { z } from 'zod';
import { signal, signalOutcome, signalSide } from '../../../domain/order-flow/signal.ts';
import { readEvents } from '../repositories/event-page.ts';
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
  async run(db, { side, minConfidence, ...wish }) {
    const { found, hasMore } = await readEvents(db, 'signals', wish, (eb) => [
      ...(side === undefined ? [] : [eb('side', '=', side)]),
      ...(minConfidence === undefined ? [] : [eb('confidence', '>=', minConfidence)]),
    ]);
    const outcomes = await outcomesOf(
      db,
      found.map(({ id }) => id),
    );
    return {
      signals: found.map(({ id, payload }) => ({
        ...JSON.parse(payload),
        outcome: outcomes.get(id) ?? null,
      })),
      hasMore,
    };
  },
});
