// One signal on its way: how far price went for it and against it, and what it reached first.
import { type Instrument, parsePrice } from '../../../domain/market/instrument.ts';
import { horizonsMin, type Signal, type SignalOutcome } from '../../../domain/order-flow/signal.ts';

const MINUTE_MS = 60_000;

export class TrackedSignal {
  readonly id: string;
  readonly #sign: 1 | -1;
  readonly #eventMs: number;
  /** Ticks, as all prices here. */
  readonly #entry: number;
  readonly #stop: number;
  readonly #target: number;
  readonly #returnsBps: (number | null)[] = horizonsMin.map(() => null);
  #horizon = 0;
  /** Ticks in its favour: never above 0, and never below. */
  #worst = 0;
  #best = 0;
  #end: SignalOutcome['end'] = 'open';
  #endMs: number | null = null;
  #endBps: number | null = null;
  /** Whether something is known that was not told yet. */
  hasNews = false;

  constructor(instrument: Instrument, { id, side, eventMs, price, stop, targets }: Signal) {
    const ticks = (text: string) => parsePrice(instrument, text);
    this.id = id;
    this.#sign = side === 'buy' ? 1 : -1;
    this.#eventMs = eventMs;
    this.#entry = ticks(price);
    this.#stop = ticks(stop);
    this.#target = targets[0] === undefined ? Number.NaN : ticks(targets[0]);
  }

  /** When the next return is due; infinity once all are known, or none will be. */
  get dueMs(): number {
    const minutes = horizonsMin[this.#horizon];
    return minutes === undefined ? Number.POSITIVE_INFINITY : this.#eventMs + minutes * MINUTE_MS;
  }

  /** Returns that were due before this moment were those of this price. */
  settle(beforeMs: number, price: number): void {
    while (this.dueMs < beforeMs) {
      const dueMs = this.dueMs;
      const bps = this.#bpsAt(price);
      this.#returnsBps[this.#horizon++] = bps;
      this.hasNews = true;
      if (this.dueMs === Number.POSITIVE_INFINITY) this.#finish('expired', dueMs, bps);
    }
  }

  see(price: number, nowMs: number): void {
    const gain = this.#gainAt(price);
    if (gain < this.#worst) this.#worst = gain;
    else if (gain > this.#best) this.#best = gain;
    if (this.#end !== 'open') return;
    if (gain <= this.#gainAt(this.#stop)) this.#finish('stop', nowMs, this.#bpsAt(price));
    else if (gain >= this.#gainAt(this.#target)) this.#finish('target', nowMs, this.#bpsAt(this.#target));
  }

  /** Nothing more can be known of it. */
  cut(nowMs: number): void {
    this.#horizon = horizonsMin.length;
    this.#finish('cut', Math.max(nowMs, this.#eventMs), null);
  }

  toOutcome(): SignalOutcome {
    const inBps = (ticks: number) => (ticks / this.#entry) * 10_000;
    return {
      signalId: this.id,
      returnsBps: [...this.#returnsBps],
      drawdownBps: inBps(this.#worst),
      bestBps: inBps(this.#best),
      end: this.#end,
      endMs: this.#endMs,
      endBps: this.#endBps,
    };
  }

  #finish(end: SignalOutcome['end'], atMs: number, bps: number | null): void {
    if (this.#end !== 'open') return;
    this.#end = end;
    this.#endMs = atMs;
    this.#endBps = bps;
    this.hasNews = true;
  }

  #gainAt(price: number): number {
    const gain = this.#sign * (price - this.#entry);
    // no minus before a zero
    return gain === 0 ? 0 : gain;
  }

  #bpsAt(price: number): number {
    return (this.#gainAt(price) / this.#entry) * 10_000;
  }
}
