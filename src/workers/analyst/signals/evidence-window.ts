// The detections of the last minutes of one instrument, as far as they speak for a signal or against it.
import type { Detection } from '../../../detectors/detector.ts';
import { clearness } from './score.ts';
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
const MAX_NOTED = 256;

type Kept = { readonly noted: Noted; readonly freshWeight: number };

export class EvidenceWindow {
  readonly #windowMs: number;
  #kept: Kept[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  note(type: string, { side, eventMs, price, strength, variant }: Detection): void {
    const noted = { type, side, eventMs, price, strength, ...(variant === undefined ? {} : { variant }) };
    this.#kept.push({ noted, freshWeight: ruleOf(type).weight * clearness(strength) });
    if (this.#kept.length >= 2 * MAX_NOTED) this.#kept = this.#kept.slice(-MAX_NOTED);
  }

  /** What the others say at this moment. */
  about(type: string, side: 'buy' | 'sell', nowMs: number): Word {
    const same = new Map<string, Weighed>();
    const other = new Map<string, Weighed>();
    const context = new Map<string, number>();
    for (const { noted, freshWeight } of this.#kept) {
      const weight = freshWeight * this.#freshness(noted.eventMs, nowMs);
      if (!(weight > 0)) continue;
      if (noted.side === 'none') context.set(noted.type, (context.get(noted.type) ?? 0) + 1);
      else if (noted.side !== side) keepWeightier(other, { noted, weight });
      else if (noted.type !== type) keepWeightier(same, { noted, weight });
    }
    return { confirmations: inOrder(same), conflicts: inOrder(other), context };
  }

  /** Fades to nothing over the window, half of it to a quarter. */
  #freshness(eventMs: number, nowMs: number): number {
    const left = Math.min(1, Math.max(0, 1 - (nowMs - eventMs) / this.#windowMs));
    return left * left;
  }
}

function keepWeightier(byType: Map<string, Weighed>, weighed: Weighed): void {
  const { type } = weighed.noted;
  if (weighed.weight >= (byType.get(type)?.weight ?? 0)) byType.set(type, weighed);
}

function inOrder(byType: ReadonlyMap<string, Weighed>): Weighed[] {
  return [...byType.values()].sort((a, b) => b.weight - a.weight || (a.noted.type < b.noted.type ? -1 : 1));
}
