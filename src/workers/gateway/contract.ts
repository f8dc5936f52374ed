import { z } from 'zod';
import { call, defineContract } from '../../core/contract.ts';

/** The door for people and programs: REST, metrics and, as they come, WebSocket, MQTT and the dashboard. */
export const gatewayContract = defineContract({
  name: 'gateway',
  calls: {
    /** Where it listens; the port is the real one also where any free port was asked for. */
    address: call({ output: z.object({ host: z.string(), port: z.int() }), idempotent: true }),
  },
});
