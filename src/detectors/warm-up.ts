import type { FlowView } from '../domain/order-flow/flow-view.ts';

/** Look-backs begin with this much data; detectors that have one are silent before. */
export const warmUpMs = 60_000;
/** The same of samples that are taken once a second, which begin when the book is known. */
export const leastSamples = 60;

export function isWarm({ nowMs, startedMs }: FlowView): boolean {
  return nowMs - startedMs >= warmUpMs;
}
