// What the main thread serves: the supervisor's contract, and nothing else.
import type { Metrics } from '../board/metrics.ts';
import type { Logger } from '../log/logger.ts';
import type { Client, Publish, Service, Uses } from '../service.ts';
import { defineService } from '../service.ts';
import { supervisorContract } from './contract.ts';
import type { Supervisor } from './supervisor.ts';
import type { UnitMemory } from './unit-memory.ts';

export type MainStarted<U extends Uses> = {
  readonly clients: { readonly [K in keyof U]: Client<U[K]> };
  readonly publish: Publish<typeof supervisorContract>;
  readonly metrics: Metrics;
};

export type MainService<U extends Uses> = {
  readonly service: Service;
  readonly started: Promise<MainStarted<U>>;
};

export function createMainService<U extends Uses>(options: {
  readonly uses: U;
  readonly memories: ReadonlyMap<string, UnitMemory>;
  /** The supervisor's own log, whose levels change with everyone's. */
  readonly log: Logger;
  supervisor(): Supervisor;
}): MainService<U> {
  const { memories, supervisor, uses, log } = options;
  const { promise: started, resolve } = Promise.withResolvers<MainStarted<U>>();
  const service = defineService({
    contract: supervisorContract,
    uses,
    start({ clients, publish, metrics }) {
      resolve({ clients, publish, metrics } as MainStarted<U>);
      return {
        handlers: {
          status: () => supervisor().status,
          restart: ({ worker }) => supervisor().restart(worker),
          setLevels: ({ levels }) => {
            log.setLevels(levels);
            supervisor().setLevels(levels);
          },
          metricRegions: () =>
            [...memories.values()].flatMap(({ metrics }) =>
              [...metrics].map(([name, memory]) => ({ service: name, memory })),
            ),
          logRings: () => [...memories].map(([unit, { logRing }]) => ({ unit, memory: logRing })),
        },
      };
    },
  });
  return { service, started };
}
