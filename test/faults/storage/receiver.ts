// A service with a consumer whose effects are writes: one absorbed by the key of its message, one by the cursor of its topic.
import { z } from 'zod';
import { consumeOutbox } from '../../../src/core/outbox/consume-outbox.ts';
import { defineService } from '../../../src/core/service.ts';
import { axeContract } from './axe-contract.ts';
import { TOPIC } from './axe-units.ts';
import { receiverContract } from './receiver-contract.ts';
import { report } from './report.ts';

export const service = defineService({
  contract: receiverContract,
  uses: { storage: axeContract },
  settings: z.object({ reports: z.boolean() }),
  start({ clients: { storage }, clock, random, log, settings }) {
    let deadlyKey: string | undefined;
    const consumer = consumeOutbox({
      source: {
        ...storage,
        async confirmMessages(input) {
          await storage.confirmMessages(input);
          if (settings.reports) report('confirmed', input.seq);
        },
      },
      topic: TOPIC,
      payload: z.object({ key: z.string() }),
      clock,
      random,
      log,
      pageSize: 16,
      confirmEvery: 4,
      async handle({ seq, key }) {
        await Promise.all([
          storage.changeBalance({
            key: `effect-${key}`,
            account: 'receiver',
            asset: 'X',
            amount: '1',
            reason: '',
          }),
          storage.countOnce({ seq, key }),
        ]);
        if (key === deadlyKey) process.exit(1);
      },
    });
    return {
      handlers: {
        dieAfter({ key }) {
          deadlyKey = key;
        },
      },
      stop: () => consumer.stop(),
    };
  },
});
