// A broker that a test has in its hand: it takes, confirms and vanishes when told to.
import type { MqttConnection, MqttDoor, MqttEvents, MqttMessage } from '../mqtt-door.ts';

export class FakeBroker implements MqttDoor {
  /** Everything it was ever handed, as `topic=payload`. */
  readonly taken: string[] = [];
  readonly retained = new Map<string, string>();
  isReachable = true;
  /** Whether it answers pings and confirms; what it was handed meanwhile is lost to it. */
  isAnswering = true;
  opened = 0;
  unconfirmed: (() => void)[] = [];
  #events: MqttEvents | undefined;
  #will: MqttMessage | undefined;

  open({ will }: { readonly will: MqttMessage }, events: MqttEvents): MqttConnection {
    this.opened += 1;
    this.#events = events;
    this.#will = this.isReachable ? will : undefined;
    if (this.isReachable)
      queueMicrotask(() => this.isAnswering && this.#events === events && events.onOpen());
    else queueMicrotask(() => this.vanish('ECONNREFUSED'));
    return {
      publish: (message, done) => {
        if (!this.isAnswering) return;
        this.#take(message);
        if (message.qos === 0) done();
        else this.unconfirmed.push(done);
        if (message.qos === 1) queueMicrotask(() => this.confirm());
      },
      ping: () => this.isAnswering && queueMicrotask(() => this.#events?.onHeard()),
      close: () => {
        this.#will = undefined;
        this.vanish('closed');
      },
      terminate: () => this.vanish('closed'),
    };
  }

  confirm(): void {
    if (this.isAnswering) for (const done of this.unconfirmed.splice(0)) done();
  }

  /** The connection ends without a goodbye. */
  vanish(reason: string): void {
    const events = this.#events;
    if (this.#will) this.#take(this.#will);
    this.#will = undefined;
    this.#events = undefined;
    this.unconfirmed = [];
    queueMicrotask(() => events?.onClose(reason));
  }

  /** Back as one that remembers nothing. */
  forget(): void {
    this.retained.clear();
    this.taken.length = 0;
  }

  #take({ topic, payload, retain }: MqttMessage): void {
    this.taken.push(`${topic}=${payload}`);
    if (retain) this.retained.set(topic, payload);
  }
}
