import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { stream } from '../../core/stream/stream-definition.ts';
import { feedRecord } from '../../domain/market/feed-record.ts';
import { instrument } from '../../domain/market/instrument.ts';
import { followedState, replayState } from '../../domain/order-flow/feed-states.ts';
import { venueCandle } from '../../domain/order-flow/market-words.ts';

/** Books of many symbols at once fit in: what does not is told as missed, and asked for again. */
const FEED_RECORDS = 131_072;

/** Exchange streams, order books and recordings. What comes in goes out as records, in the order of each instrument. */
export const marketContract = defineContract({
  name: 'market',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** By their index in records, which is never given twice: a replay that another one took the place of is gone. */
    instruments: call({ output: z.array(followedState), idempotent: true }),
    /** A reader of the feed has come to the pulse with this count: replays wait for it. */
    reached: call({ input: z.object({ written: z.number() }), idempotent: true }),
    /** The whole book again in the stream, for a reader that missed something. Rejects with INSTRUMENT_UNKNOWN. */
    resend: call({ input: z.object({ index: z.int() }), idempotent: true }),
    /** The venue's own candles, oldest first. Rejects with INSTRUMENT_UNKNOWN, VENUE_UNREACHABLE. */
    candles: call({
      input: z.object({ instrument: z.string(), interval: z.string(), fromMs: z.number(), toMs: z.number() }),
      output: z.array(venueCandle),
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
    instrumentsChanged: event({ data: z.array(followedState), whenFull: 'coalesce', keyOf: () => 'all' }),
  },
  streams: { feed: stream({ record: feedRecord, capacity: FEED_RECORDS }) },
});
