import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { barWish, closedBar, indicatorView, indicatorWish } from '../../domain/order-flow/bar-words.ts';
import { flowFrame, picture } from '../../domain/order-flow/flow-frame.ts';
import {
  bookView,
  candleView,
  detectorState,
  flowStats,
  footprintView,
  printView,
  profileView,
} from '../../domain/order-flow/market-words.ts';
import { anomalyEvent, signal, signalOutcome } from '../../domain/order-flow/signal.ts';

const of = z.object({ instrument: z.string() });

/** Order-flow measures of each followed instrument, detections, signals and what becomes of them. */
export const analystContract = defineContract({
  name: 'analyst',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** Frames of these instruments come until 15 s after the last time this was asked. The picture is of before the first of them. */
    watch: call({ input: z.object({ instruments: z.array(z.string()).max(50) }), idempotent: true }),
    /** Each rejects with INSTRUMENT_UNKNOWN. */
    picture: call({ input: of, output: z.object({ seq: z.int(), picture }), idempotent: true }),
    book: call({ input: of.extend({ levels: z.int() }), output: bookView, idempotent: true }),
    footprint: call({
      input: of.extend({ beforeMs: z.number().nullable(), limit: z.int() }),
      output: z.array(footprintView),
      idempotent: true,
    }),
    profile: call({
      input: of.extend({ fromMs: z.number().nullable(), toMs: z.number().nullable() }),
      output: profileView,
      idempotent: true,
    }),
    tape: call({ input: of.extend({ limit: z.int() }), output: z.array(printView), idempotent: true }),
    detectors: call({ output: z.array(detectorState), idempotent: true }),
    /** The last bars of that length, oldest first, the open one at the end. */
    bars: call({ input: barWish, output: z.array(candleView), idempotent: true, deadlineMs: 15_000 }),
    /** Over the last closed bars; `barClosed` goes on telling these for ten minutes. Rejects with INDICATOR_INVALID. */
    indicators: call({ input: indicatorWish, output: indicatorView, idempotent: true, deadlineMs: 15_000 }),
  },
  events: {
    signal: event({ data: signal, whenFull: 'block', urgent: true }),
    anomaly: event({ data: anomalyEvent, whenFull: 'block' }),
    /** Each time something is known that was not before. */
    outcome: event({ data: signalOutcome, whenFull: 'coalesce', keyOf: ({ signalId }) => signalId }),
    frame: event({ data: flowFrame, whenFull: 'shed-oldest' }),
    /** Of each length that somebody asked for, as it closes. */
    barClosed: event({ data: closedBar, whenFull: 'shed-oldest' }),
    /** Of all instruments, once a second. */
    stats: event({ data: z.array(flowStats), whenFull: 'coalesce', keyOf: () => 'all' }),
  },
});
