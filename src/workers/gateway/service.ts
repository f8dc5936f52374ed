import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { askParts, HEALTH_MS } from '../../core/health.ts';
import { defineService } from '../../core/service.ts';
import { supervisorContract } from '../../core/supervisor/contract.ts';
import { cacheContract } from '../cache/contract.ts';
import { storageContract } from '../storage/contract.ts';
import { gatewayContract } from './contract.ts';
import { listen } from './listen.ts';
import { createServer } from './server.ts';

const settings = z.object({ host: z.string(), port: z.int(), mode: z.string() });

export const service = defineService({
  contract: gatewayContract,
  uses: { supervisor: supervisorContract, storage: storageContract, cache: cacheContract },
  settings,
  async start({ clients, clock, log, random, settings: { host, port, mode } }) {
    const regions = await clients.supervisor.metricRegions();
    const server = createServer({
      clock,
      log,
      mode,
      regions,
      random,
      workers: () => clients.supervisor.status(undefined, { deadlineMs: HEALTH_MS }),
      parts: () => askParts({ storage: clients.storage, cache: clients.cache }),
    });
    await listen(server, { host, port }, clock);
    const address = server.server.address() as AddressInfo;
    log.info(`listening on http://${host}:${address.port}`, { host, port: address.port });
    return {
      handlers: { address: () => ({ host, port: address.port }) },
      stop: () => server.close(),
    };
  },
});
