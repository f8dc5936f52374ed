// A consumer of the outbox whose effects are rows: an entry by the key of each message, and a cursor at the last one handled.
import { z } from 'zod';
import { defineContract } from '../../../src/core/contract.ts';
import { AppError } from '../../../src/core/errors.ts';
import { consumeOutbox } from '../../../src/core/outbox/consume-outbox.ts';
import { type Client, defineService, type Service } from '../../../src/core/service.ts';
import { drawChance } from '../../../src/core/simulation/seeded-streams.ts';
import { storageContract } from '../../../src/workers/storage/contract.ts';

export const TOPIC = 'relayed';
export const RELAY_ACCOUNT = 'relay';
export const RELAY_CURSOR = `outbox:${TOPIC}`;

export function effectOf(messageKey: string): string {
  return `effect:${messageKey}`;
}

export type RelayOptions = {
  readonly pageSize: number;
  readonly confirmEvery: number;
  /** Of the messages, how many it refuses for good, so that they are parked. */
  readonly refusedShare: number;
};

export function createRelay({ refusedShare, ...options }: RelayOptions): Service {
  return defineService({
    contract: defineContract({ name: 'relay' }),
    uses: { storage: storageContract },
    start({ clients: { storage }, clock, random, log }) {
      const consumer = consumeOutbox({
        source: storage,
        topic: TOPIC,
        payload: z.object({ key: z.string() }),
        clock,
        random,
        log,
        backoff: { baseMs: 100, maxMs: 5000 },
        ...options,
        async handle({ seq, key }) {
          if (drawChance(random, refusedShare)) throw new AppError('FUNDS_INSUFFICIENT');
          const entry = { key: effectOf(key), account: RELAY_ACCOUNT, asset: 'SOL', amount: '1', reason: '' };
          await storage.changeBalance(entry);
          await moveTo(storage, seq);
        },
      });
      return { handlers: {}, stop: () => consumer.stop() };
    },
  });
}

async function moveTo(storage: Client<typeof storageContract>, seq: number): Promise<void> {
  const at = await storage.cursor({ name: RELAY_CURSOR });
  if (seq > Number(at)) await storage.advanceCursor({ name: RELAY_CURSOR, from: at, to: String(seq) });
}
