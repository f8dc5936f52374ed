// Follows the signals of one instrument for an hour and tells what became of each.
import { type Instrument, parsePrice } from '../../../domain/market/instrument.ts';
import type { Signal, SignalOutcome } from '../../../domain/order-flow/signal.ts';
import type { Calibration } from './calibration.ts';
import { TrackedSignal } from './tracked-signal.ts';

export type OutcomeTracker = {
  /** One that is followed already stays as it is. */
  readonly add: (signal: Signal) => void;
  readonly onTrade: (eventMs: number, priceTicks: number) => void;
  /** Trades may be missing: what is followed cannot be known any more and ends as `cut`. */
  readonly onGap: () => void;
  /** What became known since the last call; `nowMs` is event time and never goes back. */
  readonly onSecond: (nowMs: number) => SignalOutcome[];
  readonly open: number;
  /** Signals given up because too many were followed; each was told as `cut`. */
  readonly dropped: number;
};

export type TrackerChoices = {
  readonly maxOpen?: number;
  /** Learns from each return after 5 minutes. */
  readonly calibration?: Pick<Calibration, 'add'>;
};

/**
 * A return is by the last trade up to the horizon. A target counts at its own price, a stop at that of the trade that reached it.
 * Drawdown (0 or less) and best (0 or more) are those of the trades up to the longest horizon, also after the end.
 */
export function createOutcomeTracker(instrument: Instrument, choices: TrackerChoices = {}): OutcomeTracker {
  return new Tracker(instrument, choices);
}

/** A trade costs two comparisons, however many signals are followed, unless one of them ends. */
class Tracker implements OutcomeTracker {
  readonly #instrument: Instrument;
  readonly #maxOpen: number;
  readonly #calibration: Pick<Calibration, 'add'> | undefined;
  readonly #followed = new Map<string, TrackedSignal>();
  #done: TrackedSignal[] = [];
  #nowMs = 0;
  #price = Number.NaN;
  #nextDueMs = Number.POSITIVE_INFINITY;
  /** Traded since the signals were told last. */
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  /** Prices at which the next of the signals ends. */
  #endBelow = Number.NEGATIVE_INFINITY;
  #endAbove = Number.POSITIVE_INFINITY;
  dropped = 0;

  constructor(instrument: Instrument, { maxOpen = 2000, calibration }: TrackerChoices) {
    this.#instrument = instrument;
    this.#maxOpen = maxOpen;
    this.#calibration = calibration;
  }

  get open(): number {
    return this.#followed.size;
  }

  readonly add = (signal: Signal): void => {
    if (this.#followed.has(signal.id)) return;
    this.#tellRange();
    if (this.#followed.size >= this.#maxOpen) this.#dropOldest();
    const tracked = new TrackedSignal(this.#instrument, signal, this.#calibration);
    this.#followed.set(tracked.id, tracked);
    if (Number.isNaN(this.#price)) this.#price = parsePrice(this.#instrument, signal.price);
    this.#nextDueMs = Math.min(this.#nextDueMs, tracked.dueMs);
    this.#bound(tracked);
  };

  readonly onTrade = (eventMs: number, priceTicks: number): void => {
    if (eventMs > this.#nowMs) this.#advance(eventMs);
    this.#price = priceTicks;
    if (priceTicks < this.#low) this.#low = priceTicks;
    if (priceTicks > this.#high) this.#high = priceTicks;
    if (priceTicks > this.#endBelow && priceTicks < this.#endAbove) return;
    this.#unbound();
    for (const tracked of this.#followed.values()) {
      tracked.reach(priceTicks, this.#nowMs);
      this.#bound(tracked);
    }
  };

  readonly onGap = (): void => {
    this.#tellRange();
    for (const tracked of this.#followed.values()) {
      tracked.cut(this.#nowMs);
      this.#done.push(tracked);
    }
    this.#followed.clear();
    this.#unbound();
    this.#nextDueMs = Number.POSITIVE_INFINITY;
  };

  readonly onSecond = (nowMs: number): SignalOutcome[] => {
    if (nowMs > this.#nowMs) this.#advance(nowMs);
    this.#tellRange();
    const told: SignalOutcome[] = [];
    for (const tracked of [...this.#done, ...this.#followed.values()]) {
      if (!tracked.hasNews) continue;
      tracked.hasNews = false;
      told.push(tracked.toOutcome());
    }
    this.#done = [];
    return told;
  };

  /** A trade at the very moment of a horizon still counts for it. */
  #advance(nowMs: number): void {
    this.#nowMs = nowMs;
    if (!(this.#nextDueMs < nowMs)) return;
    this.#tellRange();
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    for (const tracked of this.#followed.values()) {
      tracked.settle(nowMs, this.#price);
      const { dueMs } = tracked;
      if (dueMs === Number.POSITIVE_INFINITY) {
        this.#followed.delete(tracked.id);
        this.#done.push(tracked);
      } else if (dueMs < this.#nextDueMs) this.#nextDueMs = dueMs;
    }
  }

  #tellRange(): void {
    if (this.#low <= this.#high)
      for (const tracked of this.#followed.values()) tracked.range(this.#low, this.#high);
    this.#low = Number.POSITIVE_INFINITY;
    this.#high = Number.NEGATIVE_INFINITY;
  }

  #unbound(): void {
    this.#endBelow = Number.NEGATIVE_INFINITY;
    this.#endAbove = Number.POSITIVE_INFINITY;
  }

  #bound({ bounds: [low, high] }: TrackedSignal): void {
    if (low > this.#endBelow) this.#endBelow = low;
    if (high < this.#endAbove) this.#endAbove = high;
  }

  #dropOldest(): void {
    const [oldest] = this.#followed.values();
    if (!oldest) return;
    oldest.cut(this.#nowMs);
    this.#followed.delete(oldest.id);
    this.#done.push(oldest);
    this.dropped++;
  }
}
