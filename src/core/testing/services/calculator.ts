import { AppError } from '../../errors.ts';
import { defineService } from '../../service.ts';
import { calculatorContract } from './calculator-contract.ts';
import { misbehave } from './misbehave.ts';

export const service = defineService({
  contract: calculatorContract,
  start({ publish, streams, clock }) {
    const cancelled: string[] = [];
    let sequence = 0;
    return {
      handlers: {
        add: ({ a, b }) => a + b,
        urgentAdd: ({ a, b }) => a + b,
        hang: ({ id }, { signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              cancelled.push(id);
              reject(signal.reason);
            });
          }),
        hangIdempotent: ({ untilRetry }, { retryCount }) =>
          untilRetry && retryCount > 0 ? retryCount : new Promise<number>(() => {}),
        cancellations: () => cancelled,
        correlation: (_, { correlationId, causeId, deadlineMs = 0 }) => ({
          correlationId,
          causeId,
          deadlineInMs: deadlineMs - clock.monotonicMs(),
        }),
        fail: async ({ how }) => {
          if (how === 'throw') throw new TypeError('a is not a function');
          if (how === 'reject') return Promise.reject(new Error('rejected'));
          if (how === 'string') throw 'only words';
          if (how === 'refuse')
            throw new AppError('QUEUE_FULL', 'not today', { details: { queue: 'orders' } });
          if (how === 'badReply') return 'something' as unknown as undefined;
          return (() => {}) as unknown as undefined;
        },
        burst: async ({ event, count }) => {
          for (let i = 0; i < count; i++)
            await publish(event, { symbol: `S${i % 10}`, price: i, sequence: i });
          return count;
        },
        write: ({ count }) => {
          for (let i = 0; i < count; i++)
            streams.ticks.write({ sequence: sequence++, price: i, time: clock.now() });
          return sequence;
        },
        misbehave: ({ how }) => misbehave(how),
      },
    };
  },
});
