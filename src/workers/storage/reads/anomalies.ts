import { z } from 'zod';
import { anomalyEvent, anomalySeverity } from '../../../domain/order-flow/signal.ts';
import { readEvents } from '../repositories/event-page.ts';
import { defineRead } from '../unit.ts';
import { beforeId, page } from '../units/flow-words.ts';

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
  async run(db, { severity, ...wish }) {
    const { found, hasMore } = await readEvents(db, 'anomalies', wish, (eb) =>
      severity === undefined ? [] : [eb('severity', '=', severity)],
    );
    return { anomalies: found.map(({ payload }) => JSON.parse(payload)), hasMore };
  },
});
