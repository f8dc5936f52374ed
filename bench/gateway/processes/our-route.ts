// The gateway's way of a request alone: its HTTP server with an answer that is ready, and nobody to ask for it.
import type { SystemState } from '../../../src/api/system.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createLogger } from '../../../src/core/log/logger.ts';
import { listenAlone } from './listen-alone.ts';
import type { RouteOrder, RouteReport } from './rest-protocol.ts';

process.once('message', async ({ body }: RouteOrder) => {
  const state = JSON.parse(body) as SystemState;
  const port = await listenAlone({
    log: createLogger({ write: () => {}, clock: systemClock, worker: 'gateway' }),
    handlers: { system: async () => state },
    accept() {},
  });
  process.send?.({ port } satisfies RouteReport);
});
process.on('disconnect', () => process.exit());
