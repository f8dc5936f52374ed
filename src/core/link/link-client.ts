// The calling side of a link: one per service that a service uses. It outlives its wire: when the peer dies it asks for
// a new one, repeats the calls that may be repeated, and takes up its subscriptions and streams again.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { CompiledCall, CompiledContract } from './compiled.ts';
import type { Drain } from './drain.ts';
import type { Sender } from './envelope.ts';
import { type Batch, type FrameRead, frame } from './frames.ts';
import { IncomingEvents } from './incoming-events.ts';
import { IncomingStreams, type StreamHandler } from './incoming-streams.ts';
import { LinkEnd } from './link-end.ts';
import type { LinkMeters } from './meters.ts';
import { type CallOptions, type LinkLimits, OutgoingCalls } from './outgoing-calls.ts';
import type { EventHandler } from './subscription.ts';
import type { Wire } from './wire.ts';

export type LinkClientOptions = {
  contract: CompiledContract;
  clock: Clock;
  drain: Drain;
  meters: LinkMeters;
  limits: LinkLimits;
  /**
   * Asks for a wire to the service, to a later life than `lostEpoch`; `connected` or `unavailable` answers, now or
   * whenever it comes up.
   */
  connect(lostEpoch: string): void;
};

export class LinkClient {
  readonly #options: LinkClientOptions;
  readonly #calls: OutgoingCalls;
  readonly #events: IncomingEvents;
  readonly #streams: IncomingStreams;
  #end: LinkEnd | undefined;
  #isConnecting = false;
  #peerEpoch = '';
  #isUnavailable = false;
  #isClosed = false;

  constructor(options: LinkClientOptions) {
    this.#options = options;
    this.#calls = new OutgoingCalls(options);
    this.#events = new IncomingEvents(options);
    this.#streams = new IncomingStreams(options);
  }

  /** Calls that wait for their turn or for a reply, and events that wait for their handler. */
  get depth(): number {
    return this.#calls.depth + this.#events.depth;
  }

  /** Of the fullest lane of its calls, from 0. */
  get fill(): number {
    return this.#calls.fill;
  }

  call(declared: CompiledCall, input: unknown, options: CallOptions = {}): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new AppError('SERVICE_STOPPING'));
    if (this.#isUnavailable) return Promise.reject(new AppError('PEER_UNAVAILABLE', this.#notRunning()));
    this.#ensureLinked();
    return this.#calls.call(declared, input, options);
  }

  /** Hands over every event from now on; returns what ends it. */
  subscribe(eventName: string, handler: EventHandler): () => void {
    this.#ensureLinked();
    return this.#events.subscribe(eventName, handler);
  }

  /** Hands over every record from now on; returns what ends it. */
  read(streamName: string, handler: StreamHandler): () => void {
    this.#ensureLinked();
    return this.#streams.read(streamName, handler);
  }

  /** A wire to a living peer, the first or the next. */
  connected(wire: Wire, peer: Sender): void {
    this.#isConnecting = false;
    this.#isUnavailable = false;
    if (this.#isClosed) return wire.close();
    this.#peerEpoch = peer.epoch;
    const { clock, drain, meters } = this.#options;
    const end: LinkEnd = new LinkEnd({
      wire,
      clock,
      drain,
      meters,
      handler: {
        onFrame: (batch, offset, urgent, budget) => this.#onFrame(batch, offset, urgent, budget),
        onBroken: () => this.#sameLife(),
        onClose: () => this.#lost(end),
        onUnsendable: (frameOut, cause) => this.#calls.onUnsendable(frameOut, cause),
      },
    });
    this.#end = end;
    this.#events.linked(end, peer);
    this.#streams.linked(end);
    this.#calls.linked(end);
  }

  /** The service is not running and will not come back by itself; `connected` may still follow one day. */
  unavailable(): void {
    this.#isConnecting = true;
    this.#isUnavailable = true;
    this.#calls.rejectAll('PEER_UNAVAILABLE');
  }

  close(): void {
    this.#isClosed = true;
    this.#calls.rejectAll('SERVICE_STOPPING');
    this.#end?.close();
  }

  #lost(end: LinkEnd): void {
    if (this.#end !== end) return;
    // What it said before it went still counts: replies, above all.
    end.drainUrgent();
    end.drainNormal(Number.POSITIVE_INFINITY);
    this.#end = undefined;
    this.#calls.lost();
    this.#events.lost();
    this.#streams.lost();
    this.#ensureLinked();
  }

  /** Only the link ends: the next one may be to the peer that had it. */
  #sameLife(): void {
    this.#peerEpoch = '';
  }

  #ensureLinked(): void {
    if (this.#end || this.#isConnecting || this.#isClosed) return;
    this.#isConnecting = true;
    this.#options.connect(this.#peerEpoch);
  }

  #onFrame(batch: Batch, offset: number, urgent: boolean, budget: number): FrameRead {
    switch (batch[offset]) {
      case frame.result:
        return this.#calls.onResult(batch, offset);
      case frame.failed:
        return this.#calls.onFailed(batch, offset);
      case frame.refused:
        return this.#calls.onRefused(batch, offset);
      case frame.event:
        return this.#events.onEvent(batch, offset, urgent, budget);
      case frame.bell:
        return this.#streams.onBell(batch, offset);
      case frame.chunk:
        return this.#streams.onChunk(batch, offset);
      case frame.attached:
        return this.#streams.onAttached(batch, offset);
      case frame.closing:
        this.#calls.leave();
        // Whatever was sent, also urgently, is on its way before this word.
        this.#end?.flush();
        this.#end?.send([frame.closed], false);
        return { next: offset + 1, messages: 0 };
      case frame.broken:
        this.#sameLife();
        return { next: offset + 1, messages: 0 };
      default:
        throw new AppError('PROTOCOL_BROKEN');
    }
  }

  #notRunning(): string {
    return `${this.#options.contract.name} is not running.`;
  }
}
