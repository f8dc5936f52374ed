import type { Scope } from '../scope.ts';

/** Who sends on a link: the service and which of its lives this is, so that ids never repeat. */
export type Sender = { readonly service: string; readonly epoch: string };

/** A message as its handler sees it: what it is, where it came from, when it was sent and what caused it. */
export class Envelope implements Scope {
  readonly #sender: Sender;
  readonly #sequence: number;
  readonly #correlationId: string;
  #controller: AbortController | undefined;

  /** Name of the call or event. */
  readonly type: string;
  /** Wall time of sending, ms since the epoch. */
  readonly timestamp: number;
  /** 1 for urgent messages, else 0. */
  readonly priority: number;
  /** How often it was sent before, because its worker died. */
  readonly retryCount: number;
  /** The message that caused this one; empty when it came from outside. */
  readonly causeId: string;
  /** On the monotonic clock; undefined for events. */
  readonly deadlineMs: number | undefined;

  constructor(fields: {
    sender: Sender;
    sequence: number;
    type: string;
    timestamp: number;
    urgent: boolean;
    retryCount: number;
    correlationId: string;
    causeId: string;
    deadlineMs: number | undefined;
  }) {
    this.#sender = fields.sender;
    this.#sequence = fields.sequence;
    this.#correlationId = fields.correlationId;
    this.type = fields.type;
    this.timestamp = fields.timestamp;
    this.priority = fields.urgent ? 1 : 0;
    this.retryCount = fields.retryCount;
    this.causeId = fields.causeId;
    this.deadlineMs = fields.deadlineMs;
  }

  /** Unique across services and their restarts; made only when somebody asks. */
  get id(): string {
    return `${this.#sender.service}.${this.#sender.epoch}.${this.#sequence.toString(36)}`;
  }

  get source(): string {
    return this.#sender.service;
  }

  /** A message that nothing inside caused begins a correlation of its own. */
  get correlationId(): string {
    return this.#correlationId === '' ? this.id : this.#correlationId;
  }

  get parentId(): string {
    return this.id;
  }

  /** Aborted when the caller cancels or its deadline passes. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  get isCancelled(): boolean {
    return this.#controller?.signal.aborted === true;
  }

  cancel(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }
}
