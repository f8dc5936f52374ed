// The services of one thread: starts and stops them on the supervisor's word and wires them to their peers.
import type { Clock } from '../clock.ts';
import { AppError, toWireError } from '../errors.ts';
import { Drain } from '../link/drain.ts';
import type { Sender } from '../link/envelope.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import { createLocalWires, type Wire } from '../link/wire.ts';
import type { LogLevels } from '../log/log.ts';
import type { Random } from '../random.ts';
import type { Service } from '../service.ts';
import { BufferRequests, type OpenBuffer } from './buffer-requests.ts';
import type { FromHost, ServiceSpec, ToHost } from './control.ts';
import { createMeters } from './meters.ts';
import { type Doors, ServiceHost } from './service-host.ts';
import { warmUp } from './warm-up.ts';

export type HostOptions = {
  readonly specs: readonly ServiceSpec[];
  readonly services: ReadonlyMap<string, Service>;
  readonly limits: LinkLimits;
  readonly sharesMemory: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** What a service gets beside its links; made anew at each start. */
  createDoors(service: string, metrics: SharedArrayBuffer, openBuffer: OpenBuffer): Doors;
  setLevels(levels: LogLevels): void;
  /** Tells the supervisor. */
  report(message: FromHost): void;
};

export class Host {
  readonly #options: HostOptions;
  readonly #drain: Drain;
  readonly #running = new Map<string, ServiceHost>();
  readonly #selves = new Map<string, Sender>();
  readonly #buffers: BufferRequests;
  /** Wires to services on other threads, by `from>to`. */
  readonly #wires = new Map<string, Wire>();
  readonly #starts = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#drain = new Drain(options.clock);
    this.#buffers = new BufferRequests(options.report);
  }

  /** Messages waiting, and how full the fullest queue is, by service. */
  depths(): [service: string, depth: number, fill: number][] {
    return [...this.#running].map(([name, running]) => [name, running.depth, running.fill]);
  }

  receive(message: ToHost): void {
    switch (message.type) {
      case 'start':
        this.#keep(this.#start(message));
        break;
      case 'serve': {
        const server = this.#running.get(message.service);
        if (server) server.serve(message.client, message.wire);
        else message.wire.close();
        break;
      }
      case 'linked':
        this.#wires.set(`${message.from}>${message.peer.service}`, message.wire);
        this.#running.get(message.from)?.linked(message.peer, message.wire);
        break;
      case 'lost':
        this.#wires.get(`${message.from}>${message.to}`)?.close();
        break;
      case 'unavailable':
        this.#running.get(message.from)?.unavailable(message.to);
        break;
      case 'buffer':
        this.#buffers.onAnswer(message);
        break;
      case 'warmUp':
        void warmUp(this.#options.clock);
        break;
      case 'levels':
        this.#options.setLevels(message.levels);
        break;
      case 'stop':
        void this.#stop(message.service);
        break;
    }
  }

  /** Ends all links at once, as the death of a thread would, then lets every service give back what it holds. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const stops = [...this.#running.values()].map((running) => {
      running.close();
      return running.stop().catch(() => {});
    });
    this.#running.clear();
    await Promise.all([...stops, ...this.#starts]);
  }

  #keep(start: Promise<void>): void {
    this.#starts.add(start);
    void start.then(() => this.#starts.delete(start));
  }

  async #start({ service: name, epoch, memory }: Extract<ToHost, { type: 'start' }>): Promise<void> {
    const { clock, random, limits, sharesMemory, report } = this.#options;
    const spec = this.#options.specs.find((candidate) => candidate.name === name);
    const service = this.#options.services.get(name);
    try {
      if (!spec || !service) throw new AppError('WORKER_UNKNOWN', `This thread has no service ${name}.`);
      const self = { service: name, epoch };
      const doors = this.#options.createDoors(name, memory.metrics, (buffer) =>
        this.#buffers.open(name, buffer),
      );
      const running = new ServiceHost({
        service,
        self,
        settings: spec.settings,
        maxConcurrent: spec.maxConcurrent,
        limits,
        sharesMemory,
        streams: memory.streams,
        clock,
        random,
        drain: this.#drain,
        doors,
        meters: createMeters(name, doors.metrics, doors.log, () => {}),
        connect: (to, lostEpoch) => this.#connect(self, to, lostEpoch),
        fail: (error) => report({ type: 'failed', service: name, error: toWireError(error) }),
      });
      this.#running.set(name, running);
      this.#selves.set(name, self);
      await running.start();
      // Nobody else would ever stop it: a successor may run by now.
      if (this.#isClosed) return await running.stop();
      report({ type: 'ready', service: name, streams: running.streams });
    } catch (error) {
      this.#running.get(name)?.close();
      this.#running.delete(name);
      report({ type: 'failed', service: name, error: toWireError(error) });
    }
  }

  async #stop(name: string): Promise<void> {
    try {
      await this.#running.get(name)?.stop();
    } catch (error) {
      this.#options.report({ type: 'failed', service: name, error: toWireError(error) });
    }
    this.#running.delete(name);
    this.#options.report({ type: 'stopped', service: name });
  }

  /** A neighbour on the same thread needs no port; everyone else is found by the supervisor. */
  #connect(from: Sender, to: string, lostEpoch: string): void {
    const neighbour = this.#running.get(to);
    const peer = this.#selves.get(to);
    if (!neighbour?.isServing || !peer || peer.epoch === lostEpoch)
      return this.#options.report({ type: 'connect', from, to, lostEpoch });
    const [near, far] = createLocalWires(this.#options.clock);
    neighbour.serve(from, far);
    this.#running.get(from.service)?.linked(peer, near);
  }
}
