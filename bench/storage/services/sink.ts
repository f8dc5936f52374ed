// Consumes outbox messages and remembers how old each was.
import { z } from 'zod';
import { consumeOutbox } from '../../../src/core/outbox/consume-outbox.ts';
import { defineService } from '../../../src/core/service.ts';
import { storageContract } from '../../../src/workers/storage/contract.ts';
import { sinkContract } from './sink-contract.ts';

const payload = z.object({ sentMs: z.number() });

export const service = defineService({
  contract: sinkContract,
  uses: { storage: storageContract },
  start({ clients: { storage }, clock, random, log }) {
    return {
      handlers: {
        async consume({ topic, count }) {
          const latenciesMs: number[] = [];
          const all = Promise.withResolvers<void>();
          const startedMs = clock.monotonicMs();
          const consumer = consumeOutbox({
            source: storage,
            topic,
            payload,
            clock,
            random,
            log,
            handle({ payload: { sentMs } }) {
              latenciesMs.push(clock.monotonicMs() - sentMs);
              if (latenciesMs.length === count) all.resolve();
            },
          });
          await all.promise;
          const endedMs = clock.monotonicMs();
          await consumer.stop();
          return { startedMs, endedMs, latenciesMs };
        },
      },
    };
  },
});
