// How far beyond what is needed a measure lies.

/** 0 at `least`, 1 from twice that on: value / least − 1 within 0..1. */
export function strengthOf(value: number, least: number): number {
  return least > 0 ? Math.min(1, Math.max(0, value / least - 1)) : 1;
}
