import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { stream } from '../../core/stream/stream-definition.ts';
import { feedRecord } from '../../domain/market/feed-record.ts';
import { instrument } from '../../domain/market/instrument.ts';
import { candleView, instrumentState } from '../../domain/order-flow/market-words.ts';

/** Books of many symbols at once fit in: what does not is told as missed, and asked for again. */
const FEED_RECORDS = 131_072;

export const replayState = z.object({
  paths: z.array(z.string()),
  /** Recorded time in one real; 0 as fast as everybody follows. */
  speed: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  messages: z.number(),
  playedMs: z.number(),
  says: z.string().nullable(),
});

/** Exchange streams, order books and recordings. What comes in goes out as records, in the order of each instrument. */
export const marketContract = defineContract({
  name: 'market',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** In the order of their index in records; an index is never given twice. */
    instruments: call({ output: z.array(instrumentState), idempotent: true }),
    /** The whole book again in the stream, for a reader that missed something. Rejects with INSTRUMENT_UNKNOWN. */
    resend: call({ input: z.object({ index: z.int() }), idempotent: true }),
    /** The venue's own candles, oldest first. Rejects with INSTRUMENT_UNKNOWN, VENUE_UNREACHABLE. */
    candles: call({
      input: z.object({ instrument: z.string(), interval: z.string(), fromMs: z.number(), toMs: z.number() }),
      output: z.array(candleView),
      idempotent: true,
      deadlineMs: 30_000,
    }),
    /** Plays recordings beside the live feed, as instruments of their own; one at a time. Rejects with RECORDING_INVALID, FILE_UNREADABLE. */
    replay: call({
      input: z.object({ paths: z.array(z.string()).min(1).max(100), speed: z.number().min(0).max(10_000) }),
      output: z.object({ instruments: z.array(instrument) }),
      deadlineMs: 60_000,
    }),
    replayState: call({ output: replayState.nullable(), idempotent: true }),
    stopReplay: call({ idempotent: true }),
    /** Whether raw messages are written to files from now on, and where they are. */
    record: call({
      input: z.object({ isOn: z.boolean() }),
      output: z.object({ isOn: z.boolean(), folder: z.string() }),
      idempotent: true,
    }),
  },
  events: {
    /** The list has grown, or a state in it changed. */
    instrumentsChanged: event({ data: z.array(instrumentState), whenFull: 'coalesce', keyOf: () => 'all' }),
  },
  streams: { feed: stream({ record: feedRecord, capacity: FEED_RECORDS }) },
});
