// One running service: its handlers behind links, its clients, its streams, from start to stop.

import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { compileContract } from '../link/compiled.ts';
import type { Drain } from '../link/drain.ts';
import type { Sender } from '../link/envelope.ts';
import { LinkClient } from '../link/link-client.ts';
import { WINDOW } from '../link/link-end.ts';
import { LinkServer, type Serving } from '../link/link-server.ts';
import type { LinkMeters } from '../link/meters.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import { type Handler, ServiceQueue } from '../link/service-queue.ts';
import { createStreamSource, type StreamSource } from '../link/stream-source.ts';
import type { Wire } from '../link/wire.ts';
import type { Random } from '../random.ts';
import type { Client, Context, Service, Started } from '../service.ts';
import { allocateRing } from '../stream/ring-memory.ts';
import { createClient } from './create-client.ts';
import { createPublisher } from './publisher.ts';
import { createServiceClock } from './service-clock.ts';

export type Doors = Pick<Context, 'log' | 'metrics' | 'outside' | 'disk' | 'pool' | 'board'>;

export type ServiceHostOptions = {
  readonly service: Service;
  readonly self: Sender;
  readonly settings: unknown;
  readonly maxConcurrent: number;
  readonly limits: LinkLimits;
  /** False copies stream records instead of sharing memory. */
  readonly sharesMemory: boolean;
  readonly streams: Readonly<Record<string, SharedArrayBuffer>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly drain: Drain;
  readonly doors: Doors;
  readonly meters: LinkMeters;
  connect(to: string, lostEpoch: string): void;
  /** The service gave up. */
  fail(error: AppError): void;
};

/** For a client whose loop is blocked; its calls end as unknown. */
const LEAVE_MS = 1000;

export class ServiceHost {
  readonly #options: ServiceHostOptions;
  readonly #servers = new Set<LinkServer>();
  readonly #clients = new Map<string, LinkClient>();
  /** Rings of the streams, for the supervisor to keep. */
  readonly streams: Readonly<Record<string, SharedArrayBuffer>>;
  #serving: Serving | undefined;
  #started: Started<never> | undefined;
  #takesEvents = true;

  constructor(options: ServiceHostOptions) {
    this.#options = options;
    this.streams = options.sharesMemory ? ringsOf(options) : {};
  }

  async start(): Promise<void> {
    const { service, clock, meters, limits, maxConcurrent, self } = this.#options;
    const contract = compileContract(service.contract);
    const sources = contract.streams.map((stream) =>
      createStreamSource(stream, this.streams[stream.name] ?? null, clock),
    );
    const started = await service.start(this.#createContext(sources));
    const handlers = started.handlers as Readonly<Record<string, Handler>>;
    for (const { name } of contract.calls)
      if (typeof handlers[name] !== 'function')
        throw new AppError('CONTRACT_INVALID', `${contract.name} has no handler for ${name}.`);
    this.#started = started as Started<never>;
    this.#serving = {
      contract,
      queue: new ServiceQueue({ handlers, maxConcurrent, clock, meters }),
      sources,
      self,
      limits,
    };
  }

  get isServing(): boolean {
    return this.#serving !== undefined;
  }

  /** Another service has been wired to this one. */
  serve(client: Sender, wire: Wire): void {
    if (!this.#serving) return wire.close();
    const { clock, drain, meters } = this.#options;
    const server: LinkServer = new LinkServer(this.#serving, client, { wire, clock, drain, meters }, () => {
      this.#servers.delete(server);
    });
    this.#servers.add(server);
  }

  /** A wire to a service that this one uses. */
  linked(peer: Sender, wire: Wire): void {
    const client = this.#clients.get(peer.service);
    if (client) client.connected(wire, peer);
    else wire.close();
  }

  unavailable(to: string): void {
    this.#clients.get(to)?.unavailable();
  }

  /** Messages waiting in and out, calls and events being handled, and calls waiting for their reply. */
  get depth(): number {
    let depth = (this.#serving?.queue.depth ?? 0) + (this.#serving?.queue.running ?? 0);
    for (const server of this.#servers) depth += server.depth;
    for (const client of this.#clients.values()) depth += client.depth;
    return depth;
  }

  /** Of its fullest queue, from 0: lanes in and out, and the calls that its clients' credits let wait here. */
  get fill(): number {
    const credits = WINDOW * Math.max(1, this.#servers.size);
    let fill = (this.#serving?.queue.depth ?? 0) / credits;
    for (const server of this.#servers) fill = Math.max(fill, server.fill);
    for (const client of this.#clients.values()) fill = Math.max(fill, client.fill);
    return fill;
  }

  /** Tells the service, takes no new calls, ends those it has, lets the service tidy up, sends what it published, lets go of its links. */
  async stop(): Promise<void> {
    this.#started?.stopping?.();
    await this.#serving?.queue.drain();
    await this.#started?.stop?.();
    this.#takesEvents = false;
    // The supervisor's stop timeout bounds it: a subscriber that hangs cannot hold the service for ever.
    await Promise.all([...this.#servers].map((server) => server.allSent()));
    await this.#takeLeave();
    this.close();
  }

  /** Calls that were sent before their caller knew of the stop come back to it, unless it does not answer in time. */
  async #takeLeave(): Promise<void> {
    const { clock } = this.#options;
    const patience = Promise.withResolvers<void>();
    const timer = clock.after(LEAVE_MS, patience.resolve);
    await Promise.race([
      patience.promise,
      Promise.all([...this.#servers].map((server) => server.takeLeave())),
    ]);
    timer.cancel();
  }

  /** Lets go of its links at once. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    for (const server of this.#servers) server.close();
  }

  #createContext(sources: readonly StreamSource[]): Context {
    const { service, clock, random, doors, limits, self } = this.#options;
    const contract = compileContract(service.contract);
    const publish = createPublisher(contract, this.#servers, limits.maxMessageBytes);
    return Object.freeze({
      ...doors,
      name: self.service,
      clock: createServiceClock(clock),
      random,
      settings: parseSettings(this.#options),
      clients: this.#createClients(),
      publish: (eventName: string, data: unknown) =>
        this.#takesEvents ? publish(eventName, data) : Promise.reject(new AppError('SERVICE_STOPPING')),
      streams: Object.fromEntries(contract.streams.map(({ name, index }) => [name, sources[index]])),
      fail: this.#options.fail,
    }) as unknown as Context;
  }

  #createClients(): Record<string, Client<never>> {
    const { service, clock, drain, meters, limits } = this.#options;
    const clients: Record<string, Client<never>> = {};
    for (const [alias, contract] of Object.entries(service.uses)) {
      const link = new LinkClient({
        contract: compileContract(contract),
        clock,
        drain,
        meters,
        limits,
        connect: (lostEpoch) => this.#options.connect(contract.name, lostEpoch),
      });
      this.#clients.set(contract.name, link);
      clients[alias] = createClient(contract, link) as Client<never>;
    }
    return clients;
  }
}

/** The rings a predecessor left, or new ones. */
function ringsOf({ service, streams }: ServiceHostOptions): Record<string, SharedArrayBuffer> {
  return Object.fromEntries(
    compileContract(service.contract).streams.map(({ name, layout, capacity }) => [
      name,
      streams[name] ?? allocateRing(layout, { capacity }),
    ]),
  );
}

function parseSettings({ service, settings, self }: ServiceHostOptions): unknown {
  const result = service.settings.safeParse(settings);
  if (result.success) return Object.freeze(result.data);
  const problems = result.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  throw new AppError('CONFIG_INVALID', `The settings of ${self.service} are not valid.`, {
    details: { problems },
  });
}
