import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import {
  bookView,
  candleView,
  flowStats,
  footprintView,
  heatColumn,
  printView,
  profileView,
  zoneView,
} from '../../domain/order-flow/market-words.ts';
import { anomalyEvent, signal, signalOutcome } from '../../domain/order-flow/signal.ts';

const of = z.object({ instrument: z.string() });

/** All that a page about one instrument begins with. */
const picture = z.object({
  instrument: z.string(),
  book: bookView,
  trades: z.array(printView),
  footprint: z.array(footprintView),
  candles: z.array(candleView),
  zones: z.array(zoneView),
  heat: z.array(heatColumn),
  stats: flowStats,
});
export type Picture = z.output<typeof picture>;

/** What changed of an instrument somebody watches, four times a second. */
export const flowFrame = z.object({
  instrument: z.string(),
  /** Grows by one a frame of the instrument: a jump means that something was left out, and the picture is to be asked for again. */
  seq: z.int(),
  book: bookView,
  trades: z.array(printView),
  bars: z.array(footprintView),
  candles: z.array(candleView),
  /** Null where they did not change. */
  zones: z.array(zoneView).nullable(),
  heat: z.array(heatColumn),
});
export type FlowFrame = z.output<typeof flowFrame>;

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
    detectors: call({
      output: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['detector', 'anomaly']),
          summary: z.string(),
          settings: z.record(z.string(), z.json()),
          fired: z.int(),
          lastMs: z.number().nullable(),
        }),
      ),
      idempotent: true,
    }),
  },
  events: {
    signal: event({ data: signal, whenFull: 'block', urgent: true }),
    anomaly: event({ data: anomalyEvent, whenFull: 'block' }),
    /** Each time something is known that was not before. */
    outcome: event({ data: signalOutcome, whenFull: 'coalesce', keyOf: ({ signalId }) => signalId }),
    frame: event({ data: flowFrame, whenFull: 'shed-oldest' }),
    /** Of all instruments, once a second. */
    stats: event({ data: z.array(flowStats), whenFull: 'coalesce', keyOf: () => 'all' }),
  },
});
