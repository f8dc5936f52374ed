import type { FlowView } from '../domain/order-flow/flow-view.ts';

/** Look-backs begin with this much data; detectors that have one are silent before. */
export const warmUpMs = 60_000;

export function isWarm({ nowMs, startedMs }: FlowView): boolean {
  return nowMs - startedMs >= warmUpMs;
}
