// The serving side of a link: runs the handlers of one service for one client, and sends it the events it asked for.
import type { Clock } from '../clock.ts';
import { AppError, toAppError, toWireError } from '../errors.ts';
import { checkSize } from '../message-size.ts';
import type { CompiledCall, CompiledContract, CompiledEvent } from './compiled.ts';
import type { Drain } from './drain.ts';
import { Envelope, type Sender } from './envelope.ts';
import { type Batch, CALL_HEAD, type FrameRead, frame, header, RESULT_HEAD } from './frames.ts';
import { type Item, Lane } from './lane.ts';
import { LinkEnd } from './link-end.ts';
import { lostReply } from './lost-reply.ts';
import type { LinkMeters } from './meters.ts';
import type { Job, ServiceQueue } from './service-queue.ts';
import { StreamFeeds } from './stream-feeds.ts';
import type { StreamSource } from './stream-source.ts';
import type { Wire } from './wire.ts';

/** What one service offers to all its links. */
export type Serving = {
  readonly contract: CompiledContract;
  readonly queue: ServiceQueue;
  readonly sources: readonly StreamSource[];
  readonly self: Sender;
  readonly limits: {
    readonly callDeadlineMs: number;
    readonly maxMessageBytes: number;
    readonly maxQueueSize: number;
  };
};

export type LinkOptions = { wire: Wire; clock: Clock; drain: Drain; meters: LinkMeters };

export class LinkServer {
  readonly #serving: Serving;
  readonly #meters: LinkMeters;
  readonly #client: Sender;
  readonly #end: LinkEnd;
  readonly #feeds: StreamFeeds;
  readonly #lanes = new Map<number, Lane>();
  readonly #stalled = new WeakSet<Lane>();
  readonly #clock: Clock;
  readonly #running = new Map<number, Envelope>();
  readonly #left = Promise.withResolvers<void>();
  readonly #onClose: () => void;

  constructor(serving: Serving, client: Sender, options: LinkOptions, onClose: () => void) {
    this.#serving = serving;
    this.#meters = options.meters;
    this.#clock = options.clock;
    // Each link numbers its calls for itself, so an id needs the link in it.
    this.#client = { service: client.service, epoch: `${client.epoch}.${serving.contract.name}` };
    this.#onClose = onClose;
    this.#end = new LinkEnd({
      ...options,
      handler: {
        onFrame: (batch, offset, urgent) => this.#onFrame(batch, offset, urgent),
        onBroken: () => this.#end.send([frame.broken], false),
        onClose: () => this.#closed(),
        onUnsendable: (lost, cause) => this.#onUnsendable(lost, cause),
      },
    });
    this.#feeds = new StreamFeeds(this.#end, serving.sources);
  }

  /** Messages that wait for this client. */
  get depth(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.depth, 0);
  }

  /** Of its fullest lane, from 0. */
  get fill(): number {
    return [...this.#lanes.values()].reduce((most, lane) => Math.max(most, lane.fill), 0);
  }

  /** Undefined when the client has not subscribed, a promise when it has to wait, `false` when it was refused. */
  publish(
    event: CompiledEvent,
    packed: readonly unknown[],
    key: string | undefined,
  ): boolean | undefined | Promise<void> {
    const lane = this.#lanes.get(event.index);
    if (!lane) return undefined;
    const item = this.#end.offer(packed, event.urgent, lane, key);
    if (typeof item === 'boolean') return item;
    return item.admitted ? this.#place(event, lane, item, item.admitted) : true;
  }

  /** Waits for a place no longer than a call may take: one subscriber that hangs must not stop the publisher for ever. */
  #place(event: CompiledEvent, lane: Lane, item: Item, admitted: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(this.#serving.limits.callDeadlineMs, () => {
        reject(new AppError('QUEUE_FULL', this.#nameOf(event)));
        lane.cancel(item);
        if (!this.#stalled.has(lane)) this.#meters.stalled(this.#nameOf(event), this.#client.service);
        this.#stalled.add(lane);
      });
      void admitted.then(() => {
        timer.cancel();
        if (item.state !== 'cancelled') this.#stalled.delete(lane);
        resolve();
      });
    });
  }

  /** Resolves when every event accepted for this client is on its way to it, or it is gone. */
  allSent(): Promise<void> {
    return this.#end.allSent();
  }

  /** Resolves when the client sends no more calls on this link, or is gone: those under way came back to it. */
  takeLeave(): Promise<void> {
    this.#end.send([frame.closing], false);
    return this.#left.promise;
  }

  close(): void {
    this.#end.close();
  }

  #onFrame(batch: Batch, offset: number, urgent: boolean): FrameRead {
    const index = Number(batch[offset + 1]);
    switch (batch[offset]) {
      case frame.call:
        return this.#onCall(batch, offset, urgent);
      case frame.cancel:
        this.#running.get(index)?.cancel(new AppError('CALL_CANCELLED'));
        return { next: offset + 2, messages: 0 };
      case frame.subscribe:
        this.#subscribe(index, batch[offset + 2] === 1);
        return { next: offset + 3, messages: 0 };
      case frame.attach:
        this.#feeds.attach(index);
        return { next: offset + 2, messages: 0 };
      case frame.detach:
        this.#feeds.detach(index);
        return { next: offset + 2, messages: 0 };
      case frame.closed:
        this.#left.resolve();
        return { next: offset + 1, messages: 0 };
      default:
        throw new AppError('PROTOCOL_BROKEN');
    }
  }

  #onCall(batch: Batch, offset: number, urgent: boolean): FrameRead {
    const id = batch[offset + 1];
    const index = batch[offset + 2];
    const declared = this.#serving.contract.calls[Number(index)];
    if (typeof id !== 'number' || !declared) {
      if (typeof id === 'number') this.fail(id, new AppError('CALL_UNKNOWN'), urgent);
      throw new AppError('PROTOCOL_BROKEN');
    }
    const next = offset + CALL_HEAD + declared.inputCodec.width;
    const request = new Envelope({
      sender: this.#client,
      sequence: id,
      type: declared.name,
      timestamp: Number(batch[header.sentAt]),
      urgent,
      retryCount: Number(batch[offset + 6]),
      correlationId: String(batch[offset + 3]),
      causeId: String(batch[offset + 4]),
      deadlineMs: Number(batch[offset + 5]),
    });
    try {
      const input = declared.inputCodec.check(declared.inputCodec.unpack(batch, offset + CALL_HEAD));
      this.#running.set(id, request);
      this.#serving.queue.submit(new IncomingCall(this, id, declared, input, request, urgent));
    } catch (error) {
      this.#meters.invalid(declared.name);
      this.#end.consumed(1, urgent);
      this.fail(id, error, urgent);
    }
    return { next, messages: 1 };
  }

  /** @internal for the calls of this link */
  started(urgent: boolean): void {
    this.#end.consumed(1, urgent);
  }

  /** @internal for the calls of this link */
  reply(id: number, declared: CompiledCall, output: unknown, urgent: boolean): void {
    this.#running.delete(id);
    const reply: unknown[] = [frame.result, id, declared.index];
    try {
      declared.outputCodec.pack(reply, output);
      checkSize(reply, RESULT_HEAD, this.#serving.limits.maxMessageBytes);
    } catch (cause) {
      return this.#failReply(id, declared, cause, urgent);
    }
    this.#end.send(reply, urgent);
  }

  #failReply(id: number, declared: CompiledCall, cause: unknown, urgent: boolean): void {
    const error = lostReply(this.#serving.contract.name, declared, cause);
    this.#meters.failed(true, error, declared.name);
    this.fail(id, error, urgent);
  }

  /** @internal for the calls of this link */
  refuse(id: number, urgent: boolean): void {
    this.#running.delete(id);
    this.#end.consumed(1, urgent);
    this.#end.send([frame.refused, id], urgent);
  }

  /** @internal for the calls of this link */
  fail(id: number, error: unknown, urgent: boolean): void {
    this.#running.delete(id);
    const failed = [frame.failed, id, toWireError(error)];
    try {
      checkSize(failed, 2, this.#serving.limits.maxMessageBytes);
    } catch {
      failed[2] = toWireError(new AppError(toAppError(error).code));
    }
    this.#end.send(failed, urgent);
  }

  #subscribe(index: number, wanted: boolean): void {
    const declared = this.#serving.contract.events[index];
    if (!declared) return this.#meters.invalid('subscribe');
    if (!wanted) {
      this.#lanes.get(index)?.close();
      this.#lanes.delete(index);
      return;
    }
    const capacity = declared.capacity ?? this.#serving.limits.maxQueueSize;
    const name = this.#nameOf(declared);
    this.#lanes.set(index, new Lane(declared.whenFull, capacity, () => this.#meters.dropped(name)));
  }

  #nameOf(event: CompiledEvent | undefined): string {
    return `${this.#serving.contract.name}.${event?.name}`;
  }

  #onUnsendable(lost: readonly unknown[], cause: unknown): void {
    const error = new AppError('MESSAGE_NOT_DATA', undefined, { cause });
    const declared = lost[0] === frame.result ? this.#serving.contract.calls[Number(lost[2])] : undefined;
    if (declared) this.#failReply(Number(lost[1]), declared, error, declared.urgent);
    else this.#meters.failed(true, error, 'publish');
  }

  #closed(): void {
    this.#feeds.close();
    for (const [index, lane] of this.#lanes) {
      const name = this.#nameOf(this.#serving.contract.events[index]);
      for (let lost = lane.close(); lost > 0; lost--) this.#meters.dropped(name);
    }
    this.#lanes.clear();
    // Nobody waits for these any more; what has not begun is not begun.
    for (const request of this.#running.values()) request.cancel(new AppError('CALL_CANCELLED'));
    this.#running.clear();
    this.#left.resolve();
    this.#onClose();
  }
}

/** A call on its way through the service's queue, and back over the link it came by. */
class IncomingCall implements Job {
  readonly #link: LinkServer;
  readonly #id: number;
  readonly #urgent: boolean;
  readonly call: CompiledCall;
  readonly input: unknown;
  readonly request: Envelope;

  constructor(
    link: LinkServer,
    id: number,
    call: CompiledCall,
    input: unknown,
    request: Envelope,
    urgent: boolean,
  ) {
    this.#link = link;
    this.#id = id;
    this.#urgent = urgent;
    this.call = call;
    this.input = input;
    this.request = request;
  }

  onStart(): void {
    this.#link.started(this.#urgent);
  }

  onRefused(): void {
    this.#link.refuse(this.#id, this.#urgent);
  }

  onResult(output: unknown): void {
    this.#link.reply(this.#id, this.call, output, this.#urgent);
  }

  onError(error: unknown): void {
    this.#link.fail(this.#id, error, this.#urgent);
  }
}
