// One signal on its way: how far price went for it and against it, and what it reached first.
import { type Instrument, parsePrice } from '../../../domain/market/instrument.ts';
import { horizonsMin, type Signal, type SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { scoreOfSignal } from '../../../domain/order-flow/signal-score.ts';
import { type Calibration, JUDGED_AFTER_MIN } from './calibration.ts';

const MINUTE_MS = 60_000;

export class TrackedSignal {
  readonly id: string;
  readonly #type: string;
  readonly #score: number;
  readonly #calibration: Pick<Calibration, 'add'> | undefined;
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

  /** How it turns out is added to the calibration. */
  constructor(instrument: Instrument, signal: Signal, calibration: Pick<Calibration, 'add'> | undefined) {
    const { id, side, eventMs, price, stop, targets, type } = signal;
    const ticks = (text: string) => parsePrice(instrument, text);
    this.id = id;
    this.#type = type;
    this.#score = scoreOfSignal(signal);
    this.#calibration = calibration;
    this.#sign = side === 'buy' ? 1 : -1;
    this.#eventMs = eventMs;
    this.#entry = ticks(price);
    this.#stop = ticks(stop);
    this.#target = targets[0] === undefined ? this.#sign * Number.POSITIVE_INFINITY : ticks(targets[0]);
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
      if (horizonsMin[this.#horizon] === JUDGED_AFTER_MIN)
        this.#calibration?.add(this.#type, this.#score, bps > 0);
      this.#returnsBps[this.#horizon++] = bps;
      this.hasNews = true;
      if (this.dueMs === Number.POSITIVE_INFINITY) this.#finish('expired', dueMs, bps);
    }
  }

  /** Prices that were traded, from the lowest to the highest. */
  range(low: number, high: number): void {
    const [a, b] = [this.#gainAt(low), this.#gainAt(high)];
    this.#worst = Math.min(this.#worst, a, b);
    this.#best = Math.max(this.#best, a, b);
  }

  /** Prices below and above which it ends; infinite once it has. */
  get bounds(): readonly [low: number, high: number] {
    if (this.#end !== 'open') return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return this.#sign === 1 ? [this.#stop, this.#target] : [this.#target, this.#stop];
  }

  reach(price: number, nowMs: number): void {
    if (this.#end !== 'open') return;
    const gain = this.#gainAt(price);
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
