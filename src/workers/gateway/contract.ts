import { z } from 'zod';
import { call, defineContract } from '../../core/contract.ts';

/** The door for people and programs: REST, live connection, metrics and the dashboard. */
export const gatewayContract = defineContract({
  name: 'gateway',
  calls: {
    /** Where it listens; the port is the real one also where any free port was asked for. */
    address: call({
      output: z.object({ host: z.string(), port: z.int(), scheme: z.enum(['http', 'https']) }),
      idempotent: true,
    }),
    /** True while there is no account: who has the set-up token makes the first. Fails while storage does not answer. */
    needsSetup: call({ output: z.boolean(), idempotent: true }),
    /** An account was changed beside the gateway: its live connections are hung up. */
    accountChanged: call({ input: z.object({ userId: z.string() }), idempotent: true }),
  },
});
