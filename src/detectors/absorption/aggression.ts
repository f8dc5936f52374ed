// Of one side: its trades in the window, what is usual for it, and the burst that may be absorbed.
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import { RollingMoments } from '../rolling-moments.ts';
import { isWarm } from '../warm-up.ts';
import { Burst } from './burst.ts';
import { SideTrades } from './side-trades.ts';

export type AggressionSettings = {
  readonly windowMs: number;
  readonly lookBackSeconds: number;
  readonly deviations: number;
  readonly minRatio: number;
  readonly maxProgressTicks: number;
  readonly minHeldShare: number;
  readonly minLevelShare: number;
  readonly settleMs: number;
  readonly coolDownMs: number;
};

export class Aggression {
  readonly #settings: AggressionSettings;
  readonly #isBuy: boolean;
  readonly #trades: SideTrades;
  readonly #usual: RollingMoments;
  readonly #late: Float64Array;
  #seconds = 0;
  readonly burst: Burst;
  /** Lots in a window that are far above the usual; infinite until there is enough to say so. */
  enough = Number.POSITIVE_INFINITY;
  /** One burst is told once: again only after the window fell below what is enough. */
  #isSpent = false;
  #quietUntilMs = 0;
  #ignoredUntilMs = 0;
  /** Lots since then. */
  #fresh = 0;

  constructor(settings: AggressionSettings, side: 'buy' | 'sell') {
    this.#settings = settings;
    this.#isBuy = side === 'buy';
    this.#trades = new SideTrades(settings.windowMs);
    this.#usual = new RollingMoments(settings.lookBackSeconds);
    this.#late = new Float64Array(Math.ceil(settings.windowMs / 1000));
    this.burst = new Burst(this.#isBuy ? 1 : -1);
  }

  get usual(): number {
    return this.#usual.mean;
  }

  /** A second ended. What the window holds counts as usual only once the window has left it behind. */
  endSecond(view: FlowView): void {
    this.#trades.expire(view.nowMs);
    const slot = this.#seconds++ % this.#late.length;
    if (this.#seconds > this.#late.length) this.#usual.push(this.#late[slot]!);
    this.#late[slot] = this.#trades.sum;
    const { mean, deviation } = this.#usual;
    const { deviations, minRatio } = this.#settings;
    // where one side did not trade at all, no trade of it can be called hard
    if (isWarm(view) && mean > 0) this.enough = Math.max(mean + deviations * deviation, minRatio * mean);
    else this.enough = Number.POSITIVE_INFINITY;
    if (this.#trades.sum < this.enough) this.#isSpent = false;
  }

  add({ id, price, size }: Print, { book, isBookKnown, nowMs }: FlowView): void {
    const { burst } = this;
    const shown = (this.#isBuy ? book.asks : book.bids).at(price);
    this.#trades.expire(nowMs);
    this.#trades.push(nowMs, price, size, shown, id);
    if (nowMs >= this.#ignoredUntilMs) this.#fresh += size;
    if (burst.isOpen) {
      burst.add(price, size, shown, id);
      burst.grow(nowMs, this.enough);
    } else {
      const isAttack = this.#trades.sum >= this.enough && this.#fresh >= this.enough;
      if (!isAttack || this.#isSpent || nowMs < this.#quietUntilMs || !isBookKnown) return;
      burst.open(this.#trades, this.enough, nowMs, this.#ignoredUntilMs);
      if (!burst.isOpen) return;
    }
  }

  /** True once the attack has paused, or lasted for a window, and the level stands. */
  isAbsorbed(view: FlowView): boolean {
    const { windowMs, settleMs, coolDownMs, maxProgressTicks } = this.#settings;
    const { minHeldShare, minLevelShare } = this.#settings;
    const { burst } = this;
    if (!burst.isOpen || !view.isBookKnown) return false;
    const { nowMs } = view;
    if (nowMs - burst.grewMs < settleMs && nowMs - burst.openedMs < windowMs) return false;
    burst.close();
    // it moved on: only what comes after it may be absorbed where it went
    if (!burst.settle(maxProgressTicks)) return this.#giveUp(nowMs);
    const { bids, asks } = view.book;
    const now = (this.#isBuy ? asks : bids).at(burst.level);
    const isBroken = this.#isBuy ? bids.best >= burst.level : asks.best <= burst.level;
    const isHeld = now >= minHeldShare * burst.shown || burst.executed > burst.shown;
    const isFelt = burst.executed >= minLevelShare * burst.shown;
    if (now === 0 || isBroken || !isHeld || !isFelt) return this.#giveUp(nowMs);
    this.#isSpent = true;
    this.#quietUntilMs = nowMs + coolDownMs;
    return true;
  }

  /** The book was lost: what it showed at earlier trades says nothing any more. */
  forget({ nowMs }: FlowView): void {
    this.#giveUp(nowMs);
  }

  #giveUp(untilMs: number): false {
    this.burst.close();
    this.#ignoredUntilMs = untilMs;
    this.#fresh = 0;
    return false;
  }
}
