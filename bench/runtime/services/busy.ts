// A service that is a bad neighbour.
import { defineService } from '../../../src/core/service.ts';
import { busyContract } from './busy-contract.ts';

const LIVE_OBJECTS = 200_000;
const OBJECT_BYTES = 150;

type Order = { id: number; note: string; levels: number[] };

export const service = defineService({
  contract: busyContract,
  start({ clock }) {
    return {
      handlers: {
        spin({ durationMs }) {
          const endMs = clock.monotonicMs() + durationMs;
          while (clock.monotonicMs() < endMs);
        },
        churn({ durationMs }) {
          const endMs = clock.monotonicMs() + durationMs;
          const live: Order[] = [];
          let made = 0;
          while (clock.monotonicMs() < endMs)
            for (let i = 0; i < 1000; i++, made++)
              live[made % LIVE_OBJECTS] = { id: made, note: `order ${made}`, levels: [made, 1, 2, 3, 4, 5] };
          return (made * OBJECT_BYTES) / 2 ** 20;
        },
      },
    };
  },
});
