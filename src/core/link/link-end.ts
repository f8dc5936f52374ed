// One end of a link: batches what leaves within a turn, spends and returns credits, keeps what arrives until the drain takes it.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { Queue } from '../queue.ts';
import { leaveScope } from '../scope.ts';
import type { Drain, Inbox } from './drain.ts';
import { appendFrame, type Batch, type FrameRead, frame, header, singleFrames } from './frames.ts';
import { Item, type Lane, type Sendable } from './lane.ts';
import type { LinkMeters } from './meters.ts';
import { createOutbox, earliestLane, newBatch, type Outbox } from './outbox.ts';
import type { Wire } from './wire.ts';

/** Messages that may be on their way, sent and not yet consumed, per link, direction and urgency. */
export const WINDOW = 1024;
/** Credits go back in few large pieces: each piece wakes the sender's thread. */
const RETURN_AT = WINDOW / 2;
const MAX_BATCH = 256;

export type FrameHandler = {
  /** Handles the frame at `offset`, of joined events about `budget`; returns where to go on and how many messages it was. */
  onFrame(batch: Batch, offset: number, urgent: boolean, budget: number): FrameRead;
  /** What came cannot be read; the link closes next. */
  onBroken(): void;
  /** The other end is gone; runs once. */
  onClose(): void;
  /** A frame could not be cloned and was left out. */
  onUnsendable(frame: readonly unknown[], cause: unknown): void;
};

type Inflow = { batch: Batch; cursor: number };

export class LinkEnd implements Inbox {
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #drain: Drain;
  readonly #handler: FrameHandler;
  readonly #meters: LinkMeters;
  readonly #out = [createOutbox(WINDOW), createOutbox(WINDOW)] as const;
  readonly #in = [new Queue<Inflow>(), new Queue<Inflow>()] as const;
  readonly #consumed: [number, number] = [0, 0];
  #order = 0;
  #flushBooked = false;
  #open = true;
  /** What the outboxes held when the flush was last put off. */
  #seen = 0;
  #onSent: (() => void) | undefined;
  readonly #flushAtEndOfTurn = () => {
    // A turn that still adds messages, publish after awaited publish, goes on filling the batch: fewer threads are woken.
    const held = this.#out[0].messages + this.#out[1].messages;
    if (held > this.#seen) {
      this.#seen = held;
      return this.#clock.endOfTurn(this.#flushAtEndOfTurn);
    }
    this.#flushBooked = false;
    this.flush();
  };

  constructor(options: {
    wire: Wire;
    clock: Clock;
    drain: Drain;
    handler: FrameHandler;
    meters: LinkMeters;
  }) {
    this.#wire = options.wire;
    this.#clock = options.clock;
    this.#drain = options.drain;
    this.#handler = options.handler;
    this.#meters = options.meters;
    this.#wire.open(
      (batch) => this.#receive(batch),
      () => this.#end(),
    );
  }

  get hasUrgent(): boolean {
    return this.#in[1].length > 0;
  }

  get hasNormal(): boolean {
    return this.#in[0].length > 0;
  }

  get #hasWaiting(): boolean {
    return this.#out[0].lanes.size > 0 || this.#out[1].lanes.size > 0;
  }

  /** Sends a frame that needs no credit because something else bounds it: replies, cancellations, subscriptions. */
  send(frameOut: readonly unknown[], urgent: boolean): void {
    this.#append(this.#out[urgent ? 1 : 0], frameOut);
  }

  /** Sends for one credit or not at all; for what its receiver can tell is missing. */
  sendIfRoom(frameOut: readonly unknown[]): boolean {
    const [out] = this.#out;
    if (out.credits === 0 || out.lanes.size > 0) return false;
    this.#spend(out, frameOut, undefined);
    return true;
  }

  /**
   * Sends a message for one credit, or lets it wait in its lane.
   * @returns true when on its way, false when refused, else the waiting item
   */
  offer(
    frameOut: readonly unknown[],
    urgent: boolean,
    lane: Lane,
    key?: string,
    message?: Sendable,
  ): boolean | Item {
    const out = this.#out[urgent ? 1 : 0];
    if (out.credits > 0 && out.lanes.size === 0) {
      this.#spend(out, frameOut, message);
      return true;
    }
    const item = new Item(frameOut, this.#order++, message);
    if (!lane.offer(item, key)) return false;
    out.lanes.add(lane);
    return item;
  }

  /** A handler is done with this many messages: their credits go back to the sender. */
  consumed(messages: number, urgent: boolean): void {
    const index = urgent ? 1 : 0;
    this.#consumed[index] += messages;
    if (this.#consumed[index] >= RETURN_AT) this.#bookFlush();
  }

  drainUrgent(): number {
    return this.#take(1, Number.POSITIVE_INFINITY);
  }

  drainNormal(budget: number): number {
    return this.#take(0, budget);
  }

  /** Resolves when nothing waits for credit any more: all is on its way, or the other end is gone. */
  allSent(): Promise<void> {
    if (!this.#open || !this.#hasWaiting) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onSent = resolve;
    });
  }

  close(): void {
    if (!this.#open) return;
    this.flush();
    this.#wire.close();
    this.#end();
  }

  /** Posts what has been collected now, instead of at the end of the turn. */
  flush(): void {
    this.#post(1);
    this.#post(0);
  }

  #spend(out: Outbox, frameOut: readonly unknown[], message: Sendable | undefined): void {
    out.credits--;
    message?.sent();
    this.#append(out, frameOut);
  }

  #append(out: Outbox, frameOut: readonly unknown[]): void {
    appendFrame(out.batch, out.starts, frameOut);
    out.messages++;
    if (out.messages >= MAX_BATCH) this.#post(out === this.#out[1] ? 1 : 0);
    else this.#bookFlush();
  }

  #bookFlush(): void {
    if (this.#flushBooked) return;
    this.#flushBooked = true;
    this.#seen = this.#out[0].messages + this.#out[1].messages;
    this.#clock.endOfTurn(this.#flushAtEndOfTurn);
  }

  #post(index: 0 | 1): void {
    const out = this.#out[index];
    const returns = this.#consumed[index] >= RETURN_AT;
    if (!this.#open || (out.starts.length === 0 && !returns)) return;
    const { batch, starts, messages } = out;
    this.#out[index].batch = newBatch();
    out.starts = [];
    out.messages = 0;
    batch[header.urgent] = index;
    batch[header.sentAt] = this.#clock.now();
    batch[header.credits] = this.#consumed[0];
    batch[header.urgentCredits] = this.#consumed[1];
    this.#consumed[0] = 0;
    this.#consumed[1] = 0;
    try {
      this.#wire.post(batch);
    } catch {
      this.#postWithoutUnsendable(index, batch, starts);
    }
    this.#meters.posted(messages);
  }

  /** One message that cannot be cloned must not take its whole batch, or its credit, with it. */
  #postWithoutUnsendable(index: 0 | 1, batch: Batch, starts: readonly number[]): void {
    const clean: Batch = batch.slice(0, header.length);
    let unspent = 0;
    for (const one of starts.flatMap((start, i) => singleFrames(batch.slice(start, starts[i + 1])))) {
      try {
        clean.push(...structuredClone(one));
      } catch (cause) {
        if (one[0] === frame.call || one[0] === frame.event) unspent++;
        this.#handler.onUnsendable(one, cause);
      }
    }
    this.#wire.post(clean);
    this.#grant(index, unspent);
  }

  #receive(batch: Batch): void {
    if (!this.#open) return;
    if (!Array.isArray(batch) || batch.length < header.length) {
      this.#meters.invalid('batch');
      return this.#breakOff(undefined);
    }
    this.#grant(0, batch[header.credits]);
    this.#grant(1, batch[header.urgentCredits]);
    if (batch.length === header.length) return;
    this.#in[batch[header.urgent] === 1 ? 1 : 0].push({ batch, cursor: header.length });
    this.#drain.wake(this);
  }

  #grant(index: 0 | 1, credits: unknown): void {
    const out = this.#out[index];
    if (typeof credits === 'number' && credits > 0) out.credits = Math.min(WINDOW, out.credits + credits);
    while (out.credits > 0 && out.lanes.size > 0) {
      const lane = earliestLane(out.lanes);
      const item = lane?.peek();
      if (!lane || !item) break;
      lane.take();
      if (lane.depth === 0) out.lanes.delete(lane);
      this.#spend(out, item.frame, item.message);
    }
    if (this.#onSent && !this.#hasWaiting) this.#onSent();
  }

  #take(index: 0 | 1, budget: number): number {
    const inbox = this.#in[index];
    let handled = 0;
    while (handled < budget) {
      const inflow = inbox.peek();
      if (!inflow) break;
      // The last frame's scope is not this one's.
      leaveScope();
      handled += this.#handleFrame(inflow, index === 1, budget - handled);
      if (inflow.cursor >= inflow.batch.length && inbox.peek() === inflow) inbox.shift();
    }
    return handled;
  }

  #handleFrame(inflow: Inflow, urgent: boolean, budget: number): number {
    const { batch, cursor } = inflow;
    // Set first: a frame that breaks its handler must not be met again.
    inflow.cursor = batch.length;
    try {
      const { next, messages } = this.#handler.onFrame(batch, cursor, urgent, budget);
      inflow.cursor = next;
      return Math.max(1, messages);
    } catch (cause) {
      this.#meters.invalid('frame');
      this.#breakOff(cause);
      return 1;
    }
  }

  /** What follows cannot be told from noise, and its credits cannot be counted: a new link is the way to go on. */
  #breakOff(cause: unknown): void {
    this.#meters.failed(true, new AppError('PROTOCOL_BROKEN', undefined, { cause }), 'frame');
    if (!this.#open) return;
    this.#handler.onBroken();
    this.close();
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#drain.remove(this);
    this.#onSent?.();
    this.#handler.onClose();
  }
}
