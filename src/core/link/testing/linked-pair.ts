// A service and its client on one thread under a manual clock, with everything that crosses the wire on record.
import type { Contract } from '../../contract.ts';
import { createClient } from '../../host/create-client.ts';
import { type AnyPublish, createPublisher } from '../../host/publisher.ts';
import type { Client, Handlers, Publish } from '../../service.ts';
import { createManualClock, type ManualClock } from '../../testing/manual-clock.ts';
import { compileContract } from '../compiled.ts';
import { Drain } from '../drain.ts';
import type { Batch } from '../frames.ts';
import { LinkClient } from '../link-client.ts';
import { LinkServer } from '../link-server.ts';
import type { LinkLimits } from '../outgoing-calls.ts';
import { type Handler, ServiceQueue } from '../service-queue.ts';
import { createLocalWires, type Wire } from '../wire.ts';
import { type CountingMeters, createCountingMeters } from './counting-meters.ts';

export type PairOptions = {
  clock?: ManualClock;
  maxConcurrent?: number;
  limits?: Partial<LinkLimits>;
  clientName?: string;
};

export type LinkedPair<C extends Contract> = {
  readonly clock: ManualClock;
  readonly client: Client<C>;
  readonly publish: Publish<C>;
  readonly sent: { readonly toServer: Batch[]; readonly toClient: Batch[] };
  readonly meters: { readonly client: CountingMeters; readonly server: CountingMeters };
  /** What the caller waits for, and what waits for its handlers. */
  depth(): number;
  /** How often the client asked for a wire. */
  connects: number;
  /** The life it had lost each time; empty when it may have the same again. */
  lostEpochs: string[];
  /** Puts a raw batch on the wire. */
  inject(to: 'server' | 'client', batch: unknown): void;
  /** Joins the two, at first and again after `cut`. */
  link(): void;
  /** The server takes no new calls; resolves when those it has are done. */
  drain(): Promise<void>;
  /** The server dies: its end of the wire closes. */
  cut(): void;
  unavailable(): void;
  /** The caller ends. */
  close(): void;
  /** Lets everything that is under way arrive; time stands still. */
  settle(): Promise<void>;
};

export function createPair<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  options: PairOptions = {},
): LinkedPair<C> {
  const { clock = createManualClock(), maxConcurrent = 1000, clientName = 'caller' } = options;
  const limits = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000, ...options.limits };
  const compiled = compileContract(contract);
  const meters = { client: createCountingMeters(), server: createCountingMeters() };
  const sent = { toServer: [] as Batch[], toClient: [] as Batch[] };
  const drains = { client: new Drain(clock), server: new Drain(clock) };
  const servers = new Set<LinkServer>();
  const link = new LinkClient({
    contract: compiled,
    clock,
    drain: drains.client,
    meters: meters.client,
    limits,
    connect(lostEpoch) {
      pair.connects++;
      pair.lostEpochs.push(lostEpoch);
    },
  });
  let generation = 0;
  let queue: ServiceQueue | undefined;
  let near: Wire | undefined;
  let far: Wire | undefined;
  const pair: LinkedPair<C> = {
    clock,
    client: createClient(contract, link),
    publish: createPublisher(compiled, servers, limits.maxMessageBytes) as AnyPublish as Publish<C>,
    sent,
    meters,
    depth: () => link.depth,
    connects: 0,
    lostEpochs: [],
    inject: (to, batch) => (to === 'server' ? near : far)?.post(batch as Batch),
    link() {
      queue = new ServiceQueue({
        handlers: handlers as Readonly<Record<string, Handler>>,
        maxConcurrent,
        clock,
        meters: meters.server,
      });
      const self = { service: contract.name, epoch: `run.${++generation}` };
      const [nearEnd, farEnd] = createLocalWires(clock);
      near = recorded(nearEnd, sent.toServer);
      far = recorded(farEnd, sent.toClient);
      const server = new LinkServer(
        { contract: compiled, queue, sources: [], self, limits },
        { service: clientName, epoch: 'run.1' },
        { wire: far, clock, drain: drains.server, meters: meters.server },
        () => servers.delete(server),
      );
      servers.add(server);
      link.connected(near, self);
    },
    drain: () => queue?.drain() ?? Promise.resolve(),
    cut: () => far?.close(),
    unavailable: () => link.unavailable(),
    close: () => link.close(),
    async settle() {
      for (let turn = 0; turn < 30; turn++) await clock.advance(0);
    },
  };
  pair.link();
  return pair;
}

function recorded(wire: Wire, posted: Batch[]): Wire {
  return {
    ...wire,
    post(batch) {
      wire.post(batch);
      posted.push(structuredClone(batch));
    },
  };
}
