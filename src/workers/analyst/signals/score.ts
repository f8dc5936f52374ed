// How much speaks for a signal, from 0 to 1, before anything is known of what became of others like it. The formula stands in docs/signals.md.

/** A detection that is just enough, and what full clearness adds to it. */
const OWN_LEAST = 0.3;
const OWN_RANGE = 0.4;
/** Share of what is missing to certainty that one confirmation of full weight closes. */
const SUPPORT = 0.3;

/** Strength and weights from 0 to 1. Grows with the strength and each confirmation, falls with each conflict. */
export function scoreOf(
  strength: number,
  confirmations: readonly number[],
  conflicts: readonly number[],
): number {
  const own = OWN_LEAST + OWN_RANGE * within(strength);
  const missing = confirmations.reduce((left, weight) => left * (1 - SUPPORT * weight), 1 - own);
  return (1 - missing) * (1 - conflictOf(strength, confirmations, conflicts));
}

/** What speaks against it as a share of all that speaks, from 0 to 1. */
export function conflictOf(
  strength: number,
  confirmations: readonly number[],
  conflicts: readonly number[],
): number {
  const against = sumOf(conflicts);
  return against === 0 ? 0 : against / (clearness(strength) + sumOf(confirmations) + against);
}

/** What a detection weighs by how clear it is: a fifth where it was just enough. */
export function clearness(strength: number): number {
  return 0.2 + 0.8 * within(strength);
}

export type Priority = 'low' | 'normal' | 'high';

export function priorityOf(confidence: number): Priority {
  return confidence >= 0.65 ? 'high' : confidence < 0.45 ? 'low' : 'normal';
}

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
