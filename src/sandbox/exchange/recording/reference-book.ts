// The book of a recording, kept as simply as can be: maps of texts, sorted when somebody asks.
import type { BookSnapshot, PrintedLevel } from '../record/symbol-record.ts';
import type { RecordedData } from './recorded-line.ts';

export type ReferenceBook = {
  applySnapshot(data: RecordedData): void;
  applyUpdate(data: RecordedData): void;
  /** Undefined before the first snapshot. */
  read(limit: number): BookSnapshot | undefined;
};

/** Updates that wait for a snapshot; a recording without one shall not fill memory. */
const MAX_WAITING = 10_000;

export function createReferenceBook(): ReferenceBook {
  const bids = new Map<string, string>();
  const asks = new Map<string, string>();
  let waiting: RecordedData[] = [];
  let lastUpdateId: number | undefined;
  let atMs = 0;

  const change = (side: Map<string, string>, levels: unknown) => {
    for (const [price, size] of levels as readonly PrintedLevel[])
      if (Number(size) === 0) side.delete(price);
      else side.set(price, size);
  };
  const apply = (data: RecordedData) => {
    if ((data.u ?? 0) <= (lastUpdateId ?? 0)) return;
    change(bids, data.b);
    change(asks, data.a);
    lastUpdateId = data.u;
    atMs = data.E ?? atMs;
  };
  const print = (side: Map<string, string>, limit: number, isFalling: boolean): PrintedLevel[] =>
    [...side]
      .sort(([one], [other]) => (isFalling ? Number(other) - Number(one) : Number(one) - Number(other)))
      .slice(0, limit);

  return {
    applySnapshot(data) {
      bids.clear();
      asks.clear();
      change(bids, data.bids);
      change(asks, data.asks);
      lastUpdateId = data.lastUpdateId;
      atMs = data.E ?? atMs;
      for (const update of waiting) apply(update);
      waiting = [];
    },
    applyUpdate(data) {
      if (lastUpdateId !== undefined) return apply(data);
      if (waiting.length < MAX_WAITING) waiting.push(data);
    },
    read: (limit) =>
      lastUpdateId === undefined
        ? undefined
        : { lastUpdateId, atMs, bids: print(bids, limit, true), asks: print(asks, limit, false) },
  };
}
