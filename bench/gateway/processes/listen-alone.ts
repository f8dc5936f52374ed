// The gateway's HTTP server without the rest of the program, on a free port: everybody is a guest, and no limit is reached.
import type { AddressInfo } from 'node:net';
import type { Log } from '../../../src/core/log/log.ts';
import { systemRandom } from '../../../src/core/random.ts';
import type { RouteHandlers } from '../../../src/workers/gateway/http/route-handler.ts';
import { createServer, type ServerOptions } from '../../../src/workers/gateway/http/server.ts';

const unlimited = 1_000_000_000;

type Options = {
  readonly log: Log;
  /** Of those routes only that are asked. */
  readonly handlers: Partial<RouteHandlers>;
  readonly accept: ServerOptions['accept'];
};

/** Gives the port. */
export async function listenAlone({ log, handlers, accept }: Options): Promise<number> {
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
    log,
    identify: {
      bySession: async () => undefined,
      byToken: async () => undefined,
      again: async (actor) => actor,
    },
    devices: { counterOf: () => null },
    stranger: { kind: 'guest', role: 'viewer' },
    handlers: handlers as RouteHandlers,
    accept,
    nowMs: () => Date.now(),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return (server.server.address() as AddressInfo).port;
}
