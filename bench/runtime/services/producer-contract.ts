import { z } from 'zod';
import { call, defineContract, event } from '../../../src/core/contract.ts';
import { stream } from '../../../src/core/stream/stream-definition.ts';
import { trade } from './trade.ts';

const DEADLINE_MS = 60_000;
/** Events that wait at a slow receiver's door. */
export const BACKLOG = 20_000;

/** When it began, on the process-wide monotonic clock. */
const started = z.object({ startedMs: z.number() });

export const producerContract = defineContract({
  name: 'producer',
  calls: {
    /** So many events in each turn of the event loop. */
    publishTurns: call({
      input: z.object({ count: z.int(), perTurn: z.int() }),
      output: started,
      deadlineMs: DEADLINE_MS,
    }),
    /** As fast as the receiver allows, waiting for a place after each burst. */
    publishBursts: call({
      input: z.object({ count: z.int(), burst: z.int() }),
      output: started,
      deadlineMs: DEADLINE_MS,
    }),
    /** As above into the deep queue; answers at once, `published` tells how far it is. */
    flood: call({ input: z.object({ count: z.int() }) }),
    published: call({ output: z.int(), urgent: true }),
    write: call({ input: z.object({ count: z.int() }), output: started, deadlineMs: DEADLINE_MS }),
    /** As many records as are due, once a millisecond, each stamped when it is written. */
    writePaced: call({
      input: z.object({ count: z.int(), perMs: z.number() }),
      output: started,
      deadlineMs: DEADLINE_MS,
    }),
    /** The reader of the stream has handled so many. */
    handled: call({ input: z.object({ count: z.int() }) }),
  },
  events: {
    trade: event({ data: trade, whenFull: 'block' }),
    flooded: event({ data: trade, whenFull: 'block', capacity: BACKLOG }),
  },
  streams: { trades: stream({ record: trade }) },
});
