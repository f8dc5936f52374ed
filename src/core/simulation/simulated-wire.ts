// The connection of two services as a pair of ports behaves: cloned, ordered, late, and closed some time after one end died.
import type { Batch } from '../link/frames.ts';
import type { Wire } from '../link/wire.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import { createLabel, type Label } from './trace.ts';

export type WireConditions = {
  readonly scheduler: Scheduler;
  /** Draws how long one batch travels now, in ms. */
  latencyMs(): number;
};

/** `sentMs`: when its sender, which may be busy until then, gets to send it. */
type Parcel = { readonly batch: Batch | 'close'; readonly sentMs: number };

/** What is no batch at all, as a broken peer might send. */
const noise = '?' as unknown as Batch;

export class SimulatedEnd implements Wire {
  readonly #conditions: WireConditions;
  readonly #name: string;
  #deliver: Label;
  /** What is on its way to this end, in the order of posting. */
  #coming: Parcel[] = [];
  #lastAtMs = 0;
  #cloggedUntilMs = 0;
  #life: Life | undefined;
  #onBatch: ((batch: Batch) => void) | undefined;
  #onClose: (() => void) | undefined;
  #isClosed = false;
  #peer: SimulatedEnd | undefined;

  constructor(name: string, conditions: WireConditions) {
    this.#conditions = conditions;
    this.#name = name;
    this.#deliver = createLabel(name);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Batches that wait to be delivered here. */
  get coming(): number {
    return this.#isClosed ? 0 : this.#coming.filter(({ batch }) => batch !== 'close').length;
  }

  /** Whose end it is. */
  get unit(): string | undefined {
    return this.#life?.unit;
  }

  join(peer: SimulatedEnd): void {
    this.#peer = peer;
  }

  /** From here on it belongs to this life, and ends with it. */
  adopt(life: Life): void {
    this.#life = life;
    this.#deliver = createLabel(`${this.#name} to ${life.name}`);
    if (life.isEnded) this.close();
    else life.onEnd(() => this.#vanish());
  }

  post(batch: Batch): void {
    const copy = structuredClone(batch);
    if (!this.#isClosed && !this.#life?.isEnded) this.#peer?.take({ batch: copy, sentMs: this.#nowMs });
  }

  open(onBatch: (batch: Batch) => void, onClose: () => void): void {
    this.#onBatch = onBatch;
    this.#onClose = onClose;
    for (let i = this.#coming.length; i > 0; i--) this.#book(this.#nowMs);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#vanish();
    const onClose = this.#onClose;
    this.#onClose = undefined;
    if (onClose) this.#life?.at(this.#nowMs, this.#deliver, onClose);
  }

  /** Nothing reaches this end for a while; then everything comes at once. */
  clog(untilMs: number): void {
    this.#cloggedUntilMs = Math.max(this.#cloggedUntilMs, untilMs);
  }

  /** The other end seems to send what cannot be read, so that the link breaks while both sides live. */
  garble(): void {
    if (!this.#isClosed) this.take({ batch: noise, sentMs: this.#conditions.scheduler.nowMs });
  }

  get #nowMs(): number {
    return this.#life?.nowMs ?? this.#conditions.scheduler.nowMs;
  }

  #vanish(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#coming = [];
    this.#peer?.endAt(this.#nowMs);
  }

  /** Something was posted to this end. */
  take(parcel: Parcel): void {
    if (this.#isClosed) return;
    this.#coming.push(parcel);
    if (this.#onBatch) this.#book(parcel.sentMs + this.#conditions.latencyMs());
  }

  /** The other end is no more, and what it was going to send later was never sent. */
  endAt(sentMs: number): void {
    while ((this.#coming.at(-1)?.sentMs ?? 0) > sentMs) this.#coming.pop();
    this.#lastAtMs = 0;
    this.take({ batch: 'close', sentMs });
  }

  #book(atMs: number): void {
    // Never before what was posted earlier.
    this.#lastAtMs = Math.max(this.#lastAtMs, atMs, this.#cloggedUntilMs);
    this.#life?.at(this.#lastAtMs, this.#deliver, () => this.#hand());
  }

  #hand(): void {
    if (this.#isClosed) return;
    // Clogged only after this was on its way.
    if (this.#conditions.scheduler.nowMs < this.#cloggedUntilMs) return this.#book(this.#cloggedUntilMs);
    const batch = this.#coming.shift()?.batch;
    if (batch === undefined) return;
    if (batch !== 'close') return this.#onBatch?.(batch);
    this.#isClosed = true;
    this.#onClose?.();
    this.#onClose = undefined;
  }
}

export function createSimulatedWires(name: string, conditions: WireConditions): [SimulatedEnd, SimulatedEnd] {
  const near = new SimulatedEnd(name, conditions);
  const far = new SimulatedEnd(name, conditions);
  near.join(far);
  far.join(near);
  return [near, far];
}
