// The gateway's way of a request alone: its HTTP server with an answer that is ready, and nobody to ask for it.
import type { AddressInfo } from 'node:net';
import type { SystemState } from '../../../src/api/system.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createLogger } from '../../../src/core/log/logger.ts';
import { systemRandom } from '../../../src/core/random.ts';
import type { RouteHandlers } from '../../../src/workers/gateway/http/route-handler.ts';
import { createServer } from '../../../src/workers/gateway/http/server.ts';
import type { RouteOrder, RouteReport } from './rest-protocol.ts';

const unlimited = 1_000_000_000;

process.once('message', async ({ body }: RouteOrder) => {
  const state = JSON.parse(body) as SystemState;
  const server = await createServer({
    settings: {
      host: '127.0.0.1',
      hosts: [],
      trustedProxy: [],
      tls: null,
      version: '0.1.0',
      maxConnections: 22_000,
      rateLimit: { tokenPerMinute: unlimited, sessionPerMinute: unlimited, failedPerMinute: unlimited },
    },
    random: systemRandom,
    log: createLogger({ write: () => {}, clock: systemClock, worker: 'gateway' }),
    identify: {
      bySession: async () => undefined,
      byToken: async () => undefined,
      again: async (actor) => actor,
    },
    devices: { counterOf: () => null },
    stranger: { kind: 'guest', role: 'viewer' },
    // No other route is asked here.
    handlers: { system: async () => state } as unknown as RouteHandlers,
    accept() {},
    nowMs: () => Date.now(),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  process.send?.({ port } satisfies RouteReport);
});
process.on('disconnect', () => process.exit());
