// Runs one call, one event and one record through a service of its own before the real ones start. A thread compiles code
// when it first runs it; a hot spare has the time for that while it waits, and no time for it when it is needed.
import { z } from 'zod';
import { allocateMetricRegion } from '../board/metric-region.ts';
import { openMetrics } from '../board/metrics.ts';
import type { Clock } from '../clock.ts';
import { call, defineContract, event } from '../contract.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { Drain } from '../link/drain.ts';
import { createLocalWires } from '../link/wire.ts';
import { allocateLogRing, createLogRingWriter } from '../log/log-ring.ts';
import { createLogger } from '../log/logger.ts';
import { systemRandom } from '../random.ts';
import { defineService, type Service } from '../service.ts';
import { stream } from '../stream/stream-definition.ts';
import { createMeters } from './meters.ts';
import { createOutsideDoor } from './outside-door.ts';
import { createPoolDoor } from './pool-door.ts';
import { type Doors, ServiceHost } from './service-host.ts';

const value = z.object({ text: z.string().max(8), figure: z.number() });

const contract = defineContract({
  name: 'warm-up',
  calls: { echo: call({ input: value, output: value, idempotent: true }) },
  events: { echoed: event({ data: value, whenFull: 'block' }) },
  streams: { echoes: stream({ record: value, capacity: 16 }) },
});

const LIMITS = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 };

export async function warmUp(clock: Clock): Promise<void> {
  const sample = { text: 'warm', figure: 1 };
  const heard = Promise.withResolvers<void>();
  const hosts = new Map<string, ServiceHost>();

  const server = defineService({
    contract,
    start: ({ publish, streams }) => ({
      handlers: {
        echo: async (input) => {
          streams.echoes.write(input);
          await publish('echoed', input);
          return input;
        },
      },
    }),
  });
  const client = defineService({
    contract: defineContract({ name: 'warmed' }),
    uses: { peer: contract },
    async start({ clients: { peer }, log }) {
      peer.on('echoed', () => log.info('warm', sample));
      peer.read('echoes', () => heard.resolve());
      await peer.echo(sample);
      return { handlers: {} };
    },
  });

  const add = (name: string, service: Service) => {
    const host = createServiceHost(name, service, clock, (to) => {
      const [near, far] = createLocalWires(clock);
      hosts.get(to)?.serve({ service: name, epoch: '' }, far);
      hosts.get(name)?.linked({ service: to, epoch: '' }, near);
    });
    hosts.set(name, host);
    return host.start();
  };
  await add('warm-up', server);
  await add('warmed', client);
  await heard.promise;
  for (const host of hosts.values()) await host.stop();
}

function createServiceHost(
  name: string,
  service: Service,
  clock: Clock,
  connect: (to: string) => void,
): ServiceHost {
  const metrics = openMetrics(allocateMetricRegion());
  const write = createLogRingWriter(allocateLogRing(1024)).write;
  const log = createLogger({ write, clock, worker: name });
  const pool = {
    threads: false,
    maxThreads: 1,
    queueLimit: 1,
    taskTimeoutMs: 1000,
    retries: 0,
    loadIntervalMs: 1000,
  };
  const doors: Doors = {
    log,
    metrics,
    outside: createOutsideDoor(name, metrics),
    disk: nodeDisk,
    pool: createPoolDoor({ ...pool, balance: 'round-robin' }, name, metrics),
    board: () => Promise.reject(new Error('unused')),
  };
  return new ServiceHost({
    service,
    self: { service: name, epoch: '' },
    settings: undefined,
    maxConcurrent: 1,
    limits: LIMITS,
    sharesMemory: true,
    streams: {},
    clock,
    random: systemRandom,
    drain: new Drain(clock),
    doors,
    meters: createMeters(name, metrics, log, () => {}),
    connect,
    fail: () => {},
  });
}
