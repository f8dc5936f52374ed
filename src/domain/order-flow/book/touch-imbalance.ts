// Order-flow imbalance of successive touches, after Cont, Kukanov and Stoikov (arXiv 1011.6402).
import type { Touch } from '../flow-view.ts';

/** What one change of the touch adds, in lots: above 0 where buyers gained. NaN where a side was or is empty. */
export function touchImbalance(before: Touch, after: Touch): number {
  if (
    Number.isNaN(after.bid) ||
    Number.isNaN(after.ask) ||
    Number.isNaN(before.bid) ||
    Number.isNaN(before.ask)
  )
    return Number.NaN;
  return (
    (after.bid >= before.bid ? after.bidSize : 0) -
    (after.bid <= before.bid ? before.bidSize : 0) -
    (after.ask <= before.ask ? after.askSize : 0) +
    (after.ask >= before.ask ? before.askSize : 0)
  );
}
