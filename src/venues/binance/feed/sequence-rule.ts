// Binance's published rules for keeping a local book: which depth event follows which.
import type { DepthEvent } from './diff-buffer.ts';

export type SequenceRule = {
  /** The event holds nothing that a snapshot with this id does not. */
  isBefore(event: DepthEvent, snapshotId: number): boolean;
  /** It may be the first one after the snapshot. */
  isFirst(event: DepthEvent, snapshotId: number): boolean;
  /** It follows the one that ended with `lastId`. */
  isNext(event: DepthEvent, lastId: number): boolean;
};

/** u ≤ L is dropped; the first has U ≤ L + 1 ≤ u; each then begins one behind the one before. */
const spot: SequenceRule = {
  isBefore: ({ lastId }, snapshotId) => lastId <= snapshotId,
  isFirst: ({ firstId, lastId }, snapshotId) => firstId <= snapshotId + 1 && snapshotId + 1 <= lastId,
  isNext: ({ firstId }, lastId) => firstId === lastId + 1,
};

/** u < L is dropped; the first has U ≤ L ≤ u; each then names the one before as pu. */
const futures: SequenceRule = {
  isBefore: ({ lastId }, snapshotId) => lastId < snapshotId,
  isFirst: ({ firstId, lastId }, snapshotId) => firstId <= snapshotId && snapshotId <= lastId,
  isNext: ({ previousId }, lastId) => previousId === lastId,
};

/** The messages themselves tell the market: futures name the event before. */
export function ruleOf({ previousId }: DepthEvent): SequenceRule {
  return Number.isNaN(previousId) ? spot : futures;
}
