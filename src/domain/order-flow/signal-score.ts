// The score of a signal before calibration, and the steps in which scores and confidences are counted.
import type { Signal } from './signal.ts';

/** Under which `figures` carry it. */
export const SCORE_FIGURE = 'score';
/** 0 is below 0.1, 9 from 0.9 on. */
export const STEPS = 10;

export function stepOf(share: number): number {
  // 0.3 × 10 is a little less than 3
  return Math.min(STEPS - 1, Math.max(0, Math.floor(share * STEPS + 1e-9)));
}

export function scoreOfSignal({ figures, confidence }: Pick<Signal, 'figures' | 'confidence'>): number {
  const score = figures[SCORE_FIGURE];
  return typeof score === 'number' ? score : confidence;
}
