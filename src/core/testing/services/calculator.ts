import { AppError } from '../../errors.ts';
import { defineService } from '../../service.ts';
import { calculatorContract } from './calculator-contract.ts';
import { misbehave } from './misbehave.ts';

export const service = defineService({
  contract: calculatorContract,
  start({ publish, streams, clock, log }) {
    const cancelled: string[] = [];
    let sequence = 0;
    return {
      handlers: {
        add: ({ a, b }) => a + b,
        urgentAdd: ({ a, b }) => a + b,
        hang: ({ id }, { signal }) =>
          untilAborted(signal).catch((reason) => {
            cancelled.push(id);
            throw reason;
          }),
        hangIdempotent: ({ untilRetry }, { retryCount, signal }) =>
          untilRetry && retryCount > 0 ? retryCount : untilAborted(signal),
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
          for (let i = 0; i < count; i++) {
            await publish(event, { symbol: `S${i % 10}`, price: i, sequence: i });
            // A loop of promises alone would never let the port have its turn.
            if (i % 1000 === 999) await new Promise<void>((resolve) => clock.nextTurn(resolve));
          }
          return count;
        },
        write: ({ count }) => {
          for (let i = 0; i < count; i++)
            streams.ticks.write({ sequence: sequence++, price: i, time: clock.now() });
          return sequence;
        },
        misbehave({ how }) {
          if (how === 'exit') log.warn('leaving through the back door');
          misbehave(how);
        },
      },
    };
  },
});

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
