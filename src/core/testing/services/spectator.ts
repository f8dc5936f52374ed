import { defineService } from '../../service.ts';
import { calculatorContract } from './calculator-contract.ts';
import { spectatorContract } from './spectator-contract.ts';

type Wait = { readonly isMet: () => boolean; readonly resolve: () => void };

export const service = defineService({
  contract: spectatorContract,
  uses: { calculator: calculatorContract },
  start({ clients: { calculator }, clock }) {
    const seen = { count: 0, last: -1, isInOrder: true };
    const read = { count: 0, last: -1, isInOrder: true };
    let heapBytes = 0;
    const waits = new Set<Wait>();
    const note = (counts: typeof seen, sequence: number) => {
      counts.isInOrder &&= sequence > counts.last;
      counts.last = sequence;
      counts.count++;
      for (const wait of waits) if (wait.isMet()) wait.resolve();
    };
    const until = (isMet: () => boolean) =>
      new Promise<void>((resolve) => {
        if (isMet()) return resolve();
        const wait: Wait = {
          isMet,
          resolve: () => {
            waits.delete(wait);
            resolve();
          },
        };
        waits.add(wait);
      });
    return {
      handlers: {
        add: ({ a, b }) => calculator.add({ a, b }),
        correlation: async (_, { correlationId: own }) => {
          const { correlationId, deadlineInMs } = await calculator.correlation();
          return { correlationId, own, deadlineInMs };
        },
        watch: async ({ event, pauseEvery = Number.POSITIVE_INFINITY }) => {
          calculator.on(event, ({ sequence }) => {
            note(seen, sequence);
            if (seen.count % pauseEvery !== 0) return;
            const { heapUsed, external, arrayBuffers } = process.memoryUsage();
            heapBytes = Math.max(heapBytes, heapUsed + external + arrayBuffers);
            return new Promise<void>((resolve) => clock.nextTurn(resolve));
          });
          // Anything that comes back after it has been taken in order.
          await calculator.add({ a: 1, b: 1 });
        },
        seen: () => ({ ...seen, heapBytes }),
        sawUntil: ({ sequence }) => until(() => seen.last >= sequence),
        readTicks: async () => {
          calculator.read('ticks', ({ sequence }) => note(read, sequence));
          await calculator.add({ a: 1, b: 1 });
        },
        readUntil: async ({ count }) => {
          await until(() => read.count >= count);
          return { isInOrder: read.isInOrder };
        },
      },
    };
  },
});
