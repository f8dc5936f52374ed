// What leaves a link with one urgency: the batch being filled, the credits left, and the lanes that wait for more.
import type { Batch } from './frames.ts';
import type { Lane } from './lane.ts';

export type Outbox = {
  batch: Batch;
  messages: number;
  starts: number[];
  credits: number;
  lanes: Set<Lane>;
};

export function createOutbox(credits: number): Outbox {
  return { batch: newBatch(), messages: 0, starts: [], credits, lanes: new Set() };
}

export function newBatch(): Batch {
  return [0, 0, 0, 0];
}

/** Lanes that hold only cancelled items are skipped and dropped. */
export function earliestLane(lanes: Set<Lane>): Lane | undefined {
  let first: Lane | undefined;
  let order = Number.POSITIVE_INFINITY;
  for (const lane of lanes) {
    const item = lane.peek();
    if (!item) lanes.delete(lane);
    else if (item.order < order) {
      first = lane;
      order = item.order;
    }
  }
  return first;
}
