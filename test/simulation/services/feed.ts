// A publisher and its listeners, whose every event is on record on both sides.
import { z } from 'zod';
import { call, defineContract, event } from '../../../src/core/contract.ts';
import type { Envelope } from '../../../src/core/link/envelope.ts';
import { defineService, type Service } from '../../../src/core/service.ts';

const numbered = z.object({ life: z.int(), number: z.int(), key: z.string() });

export const feedContract = defineContract({
  name: 'feed',
  calls: {
    publish: call({
      input: z.object({ event: z.enum(['ordered', 'shed', 'latest', 'mixed']), count: z.int() }),
      deadlineMs: 30_000,
    }),
  },
  events: {
    ordered: event({ data: numbered, whenFull: 'block' }),
    shed: event({ data: numbered, whenFull: 'shed-oldest' }),
    latest: event({ data: numbered, whenFull: 'coalesce', keyOf: ({ key }) => key, capacity: 10 }),
  },
});

const kinds = ['ordered', 'shed', 'latest'] as const;

export type FeedEvent = keyof typeof feedContract.events;
export type Numbered = z.output<typeof numbered>;

export type FeedRecord = {
  /** A new number for each life of the publisher. */
  onStart(): number;
  onPublish(event: FeedEvent, data: Numbered): void;
  /** Somebody was not given an event, and its publisher was told so. */
  onRefused(event: FeedEvent, data: Numbered): void;
};

export function createFeed(record: FeedRecord): Service {
  return defineService({
    contract: feedContract,
    start({ publish }) {
      const life = record.onStart();
      const numbers = { ordered: 0, shed: 0, latest: 0 };
      return {
        handlers: {
          async publish({ event: wanted, count }) {
            for (let i = 0; i < count; i++) {
              const event = wanted === 'mixed' ? (kinds[i % kinds.length] as FeedEvent) : wanted;
              const number = ++numbers[event];
              const data = { life, number, key: `k${number % 5}` };
              record.onPublish(event, data);
              try {
                // Nothing between this and the next: a publisher that goes on at once fills whole batches.
                await publish(event, data);
              } catch {
                record.onRefused(event, data);
              }
            }
          },
        },
      };
    },
  });
}

export type ListenerRecord = {
  onStart(): number;
  /** `id` is the message's own. */
  onEvent(life: number, event: FeedEvent, data: Numbered, id: string): void;
};

/** @param slowMs how long the listener takes over each event */
export function createListener(name: string, slowMs: () => number, record: ListenerRecord): Service {
  return defineService({
    contract: defineContract({ name }),
    uses: { feed: feedContract },
    start({ clients: { feed }, clock }) {
      const life = record.onStart();
      const hear =
        (event: FeedEvent) =>
        async (data: Numbered, { id }: Envelope) => {
          record.onEvent(life, event, data, id);
          const delayMs = slowMs();
          if (delayMs > 0) await clock.sleep(delayMs);
        };
      for (const event of kinds) feed.on(event, hear(event));
      return { handlers: {} };
    },
  });
}
