import { z } from 'zod';
import { defineNumbersCodec } from '../../board/board-codec.ts';
import { call, defineContract } from '../../contract.ts';
import { defineService } from '../../service.ts';
import { stream } from '../../stream/stream-definition.ts';

/** A service for tests that writes to every kind of shared memory, and may be killed while it does. */
export const scribeContract = defineContract({
  name: 'scribe',
  calls: {
    /** Writes for ever without letting anything else run; `started` is set when it has begun. */
    scribble: call({ input: z.object({ started: z.custom<SharedArrayBuffer>() }) }),
    write: call({ input: z.object({ value: z.number() }) }),
    /** What the board holds: both fields are always written with the same number. */
    board: call({ output: z.object({ left: z.number(), right: z.number() }).optional(), idempotent: true }),
  },
  streams: { lines: stream({ record: z.object({ left: z.number(), right: z.number() }), capacity: 1024 }) },
});

const pair = defineNumbersCodec(['left', 'right']);

export const service = defineService({
  contract: scribeContract,
  async start({ board: openBoard, streams, log, metrics }) {
    const board = await openBoard('pairs', pair, pair.slotBytes);
    const counter = metrics.counter('zapflow_messages_dropped', { message: 'scribe' });
    const write = (value: number) => {
      streams.lines.write({ left: value, right: value });
      board.set('pair', { left: value, right: value });
      log.info('wrote', { left: value, right: value });
      counter.add();
    };
    return {
      handlers: {
        scribble({ started }) {
          const cell = new Int32Array(started);
          for (let value = 0; ; value++) {
            write(value);
            if (value === 2000) {
              Atomics.store(cell, 0, 1);
              Atomics.notify(cell, 0);
            }
          }
        },
        write: ({ value }) => write(value),
        board: () => board.get('pair'),
      },
    };
  },
});
