// The detections of the last minutes of one instrument, as far as they speak for a signal or against it.
import type { Detection } from '../../../detectors/detector.ts';
import { ruleOf } from './signal-rules.ts';

export type Noted = Pick<Detection, 'side' | 'eventMs' | 'price' | 'strength' | 'variant'> & {
  readonly type: string;
};
export type Weighed = { readonly noted: Noted; readonly weight: number };

export type Word = {
  /** Of other types and the same side; of each type the one that counts most, the weightiest first. */
  readonly confirmations: readonly Weighed[];
  /** Of the other side, also of the same type. */
  readonly conflicts: readonly Weighed[];
  /** Types that speak for neither side, with how often. */
  readonly context: ReadonlyMap<string, number>;
};

/** A market that brings more within the window has long drowned the oldest. */
const MAX_NOTED = 512;

export class EvidenceWindow {
  readonly #windowMs: number;
  #noted: Noted[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  note(type: string, { side, eventMs, price, strength, variant }: Detection): void {
    const fromMs = eventMs - this.#windowMs;
    if (this.#noted.length === MAX_NOTED || (this.#noted[0] && this.#noted[0].eventMs <= fromMs))
      this.#noted = this.#noted.filter((noted) => noted.eventMs > fromMs).slice(1 - MAX_NOTED);
    this.#noted.push({ type, side, eventMs, price, strength, ...(variant === undefined ? {} : { variant }) });
  }

  /** What the others say at this moment. */
  about(type: string, side: 'buy' | 'sell', nowMs: number): Word {
    const same = new Map<string, Weighed>();
    const other = new Map<string, Weighed>();
    const context = new Map<string, number>();
    for (const noted of this.#noted) {
      const weight = this.#weigh(noted, nowMs);
      if (!(weight > 0)) continue;
      if (noted.side === 'none') context.set(noted.type, (context.get(noted.type) ?? 0) + 1);
      else if (noted.side !== side) keepWeightier(other, { noted, weight });
      else if (noted.type !== type) keepWeightier(same, { noted, weight });
    }
    return { confirmations: inOrder(same), conflicts: inOrder(other), context };
  }

  /** By what its type counts and how clear it was, fading to nothing over the window. */
  #weigh({ type, strength, eventMs }: Noted, nowMs: number): number {
    const left = Math.min(1, 1 - (nowMs - eventMs) / this.#windowMs);
    return ruleOf(type).weight * (0.2 + 0.8 * Math.min(1, Math.max(0, strength))) * Math.max(0, left);
  }
}

function keepWeightier(byType: Map<string, Weighed>, weighed: Weighed): void {
  const { type } = weighed.noted;
  if (weighed.weight >= (byType.get(type)?.weight ?? 0)) byType.set(type, weighed);
}

function inOrder(byType: ReadonlyMap<string, Weighed>): Weighed[] {
  return [...byType.values()].sort((a, b) => b.weight - a.weight || (a.noted.type < b.noted.type ? -1 : 1));
}
