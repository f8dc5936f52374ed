// The calls one service has open towards another: deadlines, cancellation, replies, and what becomes of them when the peer dies.
import type { Clock, Timer } from '../clock.ts';
import { type ErrorCode, errorTable } from '../error-table.ts';
import { AppError, type ErrorDetails, fromWireError, type WireError } from '../errors.ts';
import { checkSize } from '../message-size.ts';
import { causeOf, currentScope } from '../scope.ts';
import type { CompiledCall, CompiledContract } from './compiled.ts';
import { type Batch, CALL_HEAD, type FrameRead, frame, RESULT_HEAD } from './frames.ts';
import { Lane } from './lane.ts';
import type { LinkEnd } from './link-end.ts';
import { lostReply } from './lost-reply.ts';
import type { LinkMeters } from './meters.ts';
import { PendingCall } from './pending-call.ts';

export type CallOptions = {
  /** Milliseconds until the caller stops waiting; never later than the caller's own deadline. */
  deadlineMs?: number;
  /** Aborting it cancels the call, in the handler too. */
  signal?: AbortSignal;
};

export type LinkLimits = { callDeadlineMs: number; maxMessageBytes: number; maxQueueSize: number };

/** Why a wait ends without an answer, and the words for it where the call may have happened. */
const waitEnds = {
  CALL_CANCELLED: 'cancelled',
  CALL_EXPIRED: 'expired',
  SERVICE_STOPPING: 'caller stopping',
  PEER_UNAVAILABLE: 'peer unavailable',
} as const;

type WaitEnd = keyof typeof waitEnds;

/** A call that kills whoever takes it must not go through all restarts. */
const MAX_REPEATS = 3;

export class OutgoingCalls {
  readonly #contract: CompiledContract;
  readonly #clock: Clock;
  readonly #meters: LinkMeters;
  readonly #limits: LinkLimits;
  readonly #pending = new Map<number, PendingCall>();
  /** How many of them there are of each call of the contract. */
  readonly #open: number[];
  #lanes: readonly Lane[] = [];
  #end: LinkEnd | undefined;
  #nextId = 1;
  #expiry: Timer | undefined;
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(options: { contract: CompiledContract; clock: Clock; meters: LinkMeters; limits: LinkLimits }) {
    this.#contract = options.contract;
    this.#clock = options.clock;
    this.#meters = options.meters;
    this.#limits = options.limits;
    this.#open = options.contract.calls.map(() => 0);
  }

  get depth(): number {
    return this.#pending.size;
  }

  /** Of the fullest lane, from 0; without a peer all that is open waits. */
  get fill(): number {
    if (this.#end) return this.#lanes.reduce((most, lane) => Math.max(most, lane.fill), 0);
    const fills = this.#contract.calls.map(
      (declared, index) => (this.#open[index] ?? 0) / this.#capacityOf(declared),
    );
    return Math.max(0, ...fills);
  }

  call(declared: CompiledCall, input: unknown, options: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const scope = currentScope();
      const nowMs = this.#clock.monotonicMs();
      const wantedMs = options.deadlineMs ?? declared.deadlineMs ?? this.#limits.callDeadlineMs;
      const expiresMs = Math.min(nowMs + wantedMs, scope?.deadlineMs ?? Number.POSITIVE_INFINITY);
      if (expiresMs <= nowMs) return reject(this.#error('CALL_EXPIRED', { declared }));
      const [correlationId, parentId] = causeOf(scope);
      const id = this.#nextId++;
      const out: unknown[] = [frame.call, id, declared.index, correlationId, parentId, expiresMs, 0];
      declared.inputCodec.pack(out, input);
      checkSize(out, CALL_HEAD, this.#limits.maxMessageBytes);
      const pending = new PendingCall({ id, declared, frame: out, expiresMs, resolve, reject });
      if (!this.#listen(pending, options.signal) || !this.#listen(pending, scope?.signal)) return;
      this.#pending.set(id, pending);
      const open = this.#count(declared, 1);
      if (expiresMs < this.#nextExpiryMs) this.#watch(expiresMs, nowMs);
      if (this.#end) this.#send(pending);
      else if (open > this.#capacityOf(declared)) this.#settle(pending, this.#error('QUEUE_FULL', pending));
    });
  }

  /** A living peer: everything still open goes there, in the order of asking. */
  linked(end: LinkEnd): void {
    this.#end = end;
    this.#lanes = this.#contract.calls.map((declared) => {
      const name = `${this.#contract.name}.${declared.name}`;
      return new Lane(declared.whenFull, this.#capacityOf(declared), () => this.#meters.dropped(name));
    });
    for (const pending of this.#pending.values()) {
      pending.isAdmitted = true;
      this.#send(pending);
    }
  }

  /** The peer stops: what it does not have yet waits for its successor. */
  leave(): void {
    this.#end = undefined;
    this.#lanes = [];
    for (const pending of this.#pending.values()) pending.leaveLane();
  }

  /** The peer died. What it may have done cannot be repeated; everything else waits for its successor. */
  lost(): void {
    this.#end = undefined;
    this.#lanes = [];
    for (const pending of [...this.#pending.values()]) {
      pending.waiting = undefined;
      if (!pending.isSent) continue;
      if (!pending.declared.idempotent) this.#settle(pending, this.#error('PEER_DIED_UNANSWERED', pending));
      else if (pending.retryCount >= MAX_REPEATS) this.#settle(pending, this.#error('PEER_DIED', pending));
    }
  }

  /** There will be no successor, or the caller itself ends. */
  rejectAll(code: WaitEnd): void {
    for (const pending of [...this.#pending.values()]) this.#giveUp(pending, code);
  }

  onResult(batch: Batch, offset: number): FrameRead {
    const declared = this.#contract.calls[Number(batch[offset + 2])];
    if (!declared) throw new AppError('PROTOCOL_BROKEN');
    const next = offset + RESULT_HEAD + declared.outputCodec.width;
    const pending = this.#take(batch[offset + 1], declared);
    if (!pending) return { next, messages: 1 };
    try {
      pending.resolve(declared.outputCodec.check(declared.outputCodec.unpack(batch, offset + RESULT_HEAD)));
    } catch (cause) {
      pending.reject(lostReply(this.#contract.name, declared, cause));
    }
    return { next, messages: 1 };
  }

  onFailed(batch: Batch, offset: number): FrameRead {
    this.#take(batch[offset + 1])?.reject(fromWireError(batch[offset + 2] as WireError));
    return { next: offset + 3, messages: 1 };
  }

  /** A stopping peer did not begin it: it waits for the next link, as if it had never been sent. */
  onRefused(batch: Batch, offset: number): FrameRead {
    this.#pending.get(batch[offset + 1] as number)?.refused();
    return { next: offset + 2, messages: 1 };
  }

  onUnsendable(lost: readonly unknown[], cause: unknown): void {
    const pending = this.#pending.get(lost[1] as number);
    if (pending) this.#settle(pending, new AppError('MESSAGE_NOT_DATA', undefined, { cause }));
  }

  /** The call that this answers; undefined, and counted, when nobody waits for it. */
  #take(id: unknown, declared?: CompiledCall): PendingCall | undefined {
    const pending = this.#pending.get(id as number);
    if (!pending) {
      this.#meters.lateReply();
      return undefined;
    }
    if (declared && declared !== pending.declared) {
      this.#meters.invalid(declared.name);
      return undefined;
    }
    this.#pending.delete(pending.id);
    this.#count(pending.declared, -1);
    pending.settle();
    return pending;
  }

  /** False when the signal has ended the call before it began. */
  #listen(pending: PendingCall, signal: AbortSignal | undefined): boolean {
    if (!signal) return true;
    if (signal.aborted) {
      pending.settle();
      pending.reject(this.#error('CALL_CANCELLED', pending));
      return false;
    }
    const onAbort = () => this.#giveUp(pending, 'CALL_CANCELLED');
    signal.addEventListener('abort', onAbort, { once: true });
    pending.onSettle(() => signal.removeEventListener('abort', onAbort));
    return true;
  }

  /** One timer for the earliest deadline: most calls are answered long before, and a timer each would cost more than they do. */
  #watch(expiresMs: number, nowMs: number): void {
    this.#expiry?.cancel();
    this.#nextExpiryMs = expiresMs;
    this.#expiry = this.#clock.after(Math.max(0, expiresMs - nowMs), () => this.#expireDue());
  }

  #expireDue(): void {
    const nowMs = this.#clock.monotonicMs();
    let earliestMs = Number.POSITIVE_INFINITY;
    this.#nextExpiryMs = earliestMs;
    for (const pending of [...this.#pending.values()]) {
      if (pending.expiresMs <= nowMs) this.#giveUp(pending, 'CALL_EXPIRED');
      else earliestMs = Math.min(earliestMs, pending.expiresMs);
    }
    if (earliestMs < this.#nextExpiryMs) this.#watch(earliestMs, nowMs);
  }

  #send(pending: PendingCall): void {
    const { declared } = pending;
    const lane = this.#lanes[declared.index];
    if (!this.#end || !lane) return;
    pending.again();
    const outcome = this.#end.offer(pending.frame, declared.urgent, lane, undefined, pending);
    if (outcome === false) this.#settle(pending, this.#error('QUEUE_FULL', pending));
    if (typeof outcome === 'boolean') return;
    pending.waiting = { lane, item: outcome };
    // The call itself is what its caller waits for; the place in the queue needs no second answer.
    outcome.admitted?.catch(() => {});
  }

  /** Its caller waits no longer. What was sent and must not be done twice may have happened, whatever ended the wait. */
  #giveUp(pending: PendingCall, code: WaitEnd): void {
    const { isSent, declared } = pending;
    // As urgent as the call itself, or it would come before what it cancels.
    if (isSent) this.#end?.send([frame.cancel, pending.id], declared.urgent);
    const mayHaveHappened = isSent && !declared.idempotent;
    this.#settle(
      pending,
      mayHaveHappened
        ? this.#error('CALL_UNANSWERED', pending, { reason: waitEnds[code] })
        : this.#error(code, pending),
    );
  }

  #settle(pending: PendingCall, error: AppError): void {
    if (!this.#pending.delete(pending.id)) return;
    this.#count(pending.declared, -1);
    pending.settle();
    pending.reject(error);
  }

  #count({ index }: CompiledCall, change: number): number {
    const open = (this.#open[index] ?? 0) + change;
    this.#open[index] = open;
    return open;
  }

  #error(code: ErrorCode, { declared }: Pick<PendingCall, 'declared'>, details: ErrorDetails = {}): AppError {
    const message = `${this.#contract.name}.${declared.name}: ${errorTable[code].message}`;
    return new AppError(code, message, { details });
  }

  #capacityOf(declared: CompiledCall): number {
    return declared.capacity ?? this.#limits.maxQueueSize;
  }
}
