// How much speaks for a signal, from 0 to 1, before anything is known of what became of others like it. The formula stands in docs/signals.md.

/** A detection that is just enough, and what full clearness adds to it. */
const OWN_LEAST = 0.3;
const OWN_RANGE = 0.4;
/** Share of what is missing to certainty that one confirmation of full weight closes. */
const SUPPORT = 0.3;
/** Share of the score that one conflict of full weight takes. */
const AGAINST = 0.5;

/** Strength and weights from 0 to 1. Grows with the strength and each confirmation, falls with each conflict. */
export function scoreOf(
  strength: number,
  confirmations: readonly number[],
  conflicts: readonly number[],
): number {
  const own = OWN_LEAST + OWN_RANGE * Math.min(1, Math.max(0, strength));
  const supported = own + (1 - own) * together(confirmations, SUPPORT);
  return supported * (1 - conflictOf(conflicts));
}

/** Share of a signal that its conflicts take. */
export function conflictOf(conflicts: readonly number[]): number {
  return together(conflicts, AGAINST);
}

export type Priority = 'low' | 'normal' | 'high';

export function priorityOf(confidence: number): Priority {
  return confidence >= 0.65 ? 'high' : confidence < 0.45 ? 'low' : 'normal';
}

/** Each takes its part of what the others left. */
function together(weights: readonly number[], part: number): number {
  return 1 - weights.reduce((left, weight) => left * (1 - part * weight), 1);
}
