// Joins services by direct wires. It hands out the ends and is then out of the way: no message passes through it.
import type { FromHost, ToHost } from '../host/control.ts';
import type { Sender } from '../link/envelope.ts';
import type { Channel } from './unit.ts';

export type BrokerOptions = {
  /** The two ends of a new wire. */
  createChannel(): readonly [Channel, Channel];
  /** Whether a unit has the service; nobody waits for one that nobody has. */
  knows(service: string): boolean;
  /** To the thread that has the service. */
  post(service: string, message: ToHost<Channel>): void;
};

export class Broker {
  readonly #options: BrokerOptions;
  /** Services that can be wired now, with their epochs. */
  readonly #ready = new Map<string, Sender>();
  /** Services that will not come back by themselves. */
  readonly #gone = new Set<string>();
  readonly #waiting = new Map<string, Map<string, Sender>>();
  /** Who was ever wired to a service. */
  readonly #clients = new Map<string, Set<string>>();

  constructor(options: BrokerOptions) {
    this.#options = options;
  }

  connect({ from, to, lostEpoch }: Extract<FromHost, { type: 'connect' }>): void {
    const peer = this.#ready.get(to);
    // Who has seen a life end knows it before its exit is reported here.
    if (peer && peer.epoch !== lostEpoch) return this.#join(from, peer);
    const waiting = this.#waiting.get(to) ?? new Map<string, Sender>();
    waiting.set(from.service, from);
    this.#waiting.set(to, waiting);
    if (this.#gone.has(to) || !this.#options.knows(to))
      this.#options.post(from.service, { type: 'unavailable', from: from.service, to });
  }

  ready(self: Sender): void {
    this.#ready.set(self.service, self);
    this.#gone.delete(self.service);
    const waiting = this.#waiting.get(self.service);
    this.#waiting.delete(self.service);
    for (const from of waiting?.values() ?? []) this.#join(from, self);
  }

  down(service: string): void {
    this.#ready.delete(service);
    // Its successor asks for itself.
    for (const waiting of this.#waiting.values()) waiting.delete(service);
  }

  /** It will not come back by itself: whoever waits for it is told. */
  gone(service: string): void {
    this.down(service);
    this.#gone.add(service);
    for (const from of this.#waiting.get(service)?.keys() ?? [])
      this.#options.post(from, { type: 'unavailable', from, to: service });
  }

  /** Gone, but its thread does not exit, so that its wires stay open: whoever has one lets go of it. */
  abandoned(service: string): void {
    for (const from of this.#clients.get(service) ?? [])
      this.#options.post(from, { type: 'lost', from, to: service });
    this.gone(service);
  }

  #join(from: Sender, to: Sender): void {
    const clients = this.#clients.get(to.service) ?? new Set();
    this.#clients.set(to.service, clients.add(from.service));
    const [near, far] = this.#options.createChannel();
    this.#options.post(to.service, { type: 'serve', service: to.service, client: from, wire: far });
    this.#options.post(from.service, { type: 'linked', from: from.service, peer: to, wire: near });
  }
}
