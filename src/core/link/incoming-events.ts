// The events one service listens to on another: checked, handed to each handler in order, credits returned when done.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { CompiledContract, CompiledEvent } from './compiled.ts';
import { Envelope, type Sender } from './envelope.ts';
import { type Batch, beheadEvents, EVENT_HEAD, type FrameRead, frame, header } from './frames.ts';
import type { LinkEnd } from './link-end.ts';
import type { LinkMeters } from './meters.ts';
import { type EventHandler, Subscription } from './subscription.ts';

export class IncomingEvents {
  readonly #contract: CompiledContract;
  readonly #meters: LinkMeters;
  readonly #clock: Clock;
  readonly #subscriptions = new Map<number, Set<Subscription>>();
  #end: LinkEnd | undefined;
  #peer: Sender = { service: '', epoch: '' };

  constructor(options: { contract: CompiledContract; meters: LinkMeters; clock: Clock }) {
    this.#contract = options.contract;
    this.#meters = options.meters;
    this.#clock = options.clock;
  }

  /** Events that wait for a slow handler. */
  get depth(): number {
    let depth = 0;
    for (const subscriptions of this.#subscriptions.values())
      for (const subscription of subscriptions) depth += subscription.depth;
    return depth;
  }

  subscribe(eventName: string, handler: EventHandler): () => void {
    const declared = this.#contract.events.find(({ name }) => name === eventName);
    if (!declared)
      throw new AppError('CONTRACT_INVALID', `${this.#contract.name} has no event ${eventName}.`);
    const subscription = new Subscription(eventName, handler, this.#meters);
    const existing = this.#subscriptions.get(declared.index);
    if (existing) existing.add(subscription);
    else {
      this.#subscriptions.set(declared.index, new Set([subscription]));
      this.#end?.send([frame.subscribe, declared.index, 1], false);
    }
    return () => this.#unsubscribe(declared, subscription);
  }

  linked(end: LinkEnd, peer: Sender): void {
    this.#end = end;
    this.#peer = peer;
    for (const index of this.#subscriptions.keys()) end.send([frame.subscribe, index, 1], false);
  }

  lost(): void {
    this.#end = undefined;
  }

  onEvent(batch: Batch, offset: number, urgent: boolean, budget: number): FrameRead {
    const declared = this.#contract.events[Number(batch[offset + 1])];
    const count = Number(batch[offset + 5]);
    const next = offset + EVENT_HEAD + count * (declared?.codec.width ?? 0);
    if (!declared || !(Number.isInteger(count) && count > 0 && next <= batch.length)) {
      throw new AppError('PROTOCOL_BROKEN');
    }
    const subscriptions = this.#subscriptions.get(declared.index);
    const end = this.#end;
    if (!subscriptions) {
      end?.consumed(count, urgent);
      return { next, messages: count };
    }
    const handled = Math.min(count, budget);
    const startedMs = this.#clock.monotonicMs();
    const onDone = () => end?.consumed(1, urgent);
    for (let i = 0; i < handled; i++)
      this.#deliver(batch, offset, i, declared, subscriptions, urgent, onDone);
    this.#meters.handled((this.#clock.monotonicMs() - startedMs) / handled, handled);
    if (handled === count) return { next, messages: count };
    return { next: beheadEvents(batch, offset, handled, declared.codec.width), messages: handled };
  }

  #deliver(
    batch: Batch,
    offset: number,
    i: number,
    declared: CompiledEvent,
    subscriptions: ReadonlySet<Subscription>,
    urgent: boolean,
    onDone: () => void,
  ): void {
    let data: unknown;
    try {
      data = declared.codec.check(
        declared.codec.unpack(batch, offset + EVENT_HEAD + i * declared.codec.width),
      );
    } catch {
      this.#meters.invalid(declared.name);
      return onDone();
    }
    const envelope = new Envelope({
      sender: this.#peer,
      sequence: Number(batch[offset + 4]) + i,
      type: declared.name,
      timestamp: Number(batch[header.sentAt]),
      urgent,
      retryCount: 0,
      correlationId: String(batch[offset + 2]),
      causeId: String(batch[offset + 3]),
      deadlineMs: undefined,
    });
    // A handler may end subscriptions or begin others: this event is for those there are now.
    const receivers = [...subscriptions];
    if (receivers.length <= 1) return receivers[0] ? receivers[0].deliver(data, envelope, onDone) : onDone();
    let open = receivers.length;
    for (const subscription of receivers)
      subscription.deliver(data, envelope, () => {
        if (--open === 0) onDone();
      });
  }

  #unsubscribe(declared: CompiledEvent, subscription: Subscription): void {
    subscription.isClosed = true;
    const subscriptions = this.#subscriptions.get(declared.index);
    if (!subscriptions?.delete(subscription) || subscriptions.size > 0) return;
    this.#subscriptions.delete(declared.index);
    this.#end?.send([frame.subscribe, declared.index, 0], false);
  }
}
