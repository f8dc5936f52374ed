// A wall that went, and which of them stand in a row.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import type { Wall } from './wall.ts';

export type Pull = {
  readonly wall: Wall;
  readonly eventMs: number;
  /** What was executed from here on took part in the loss. */
  readonly seenMs: number;
  readonly fromLots: number;
  leftLots: number;
  /** Since the wall was last seen whole: a book that comes ten times a second does not say when within that it went. */
  durationMs: number;
  isRapid: boolean;
  isGhost: boolean;
};

/** Those of a side from the touch outwards, in rows of neighbours between which no other level rests. */
export function toRows<P extends Pull>(pulls: readonly P[], isBid: boolean, { book }: FlowView): P[][] {
  const side = isBid ? book.bids : book.asks;
  const worse = isBid ? -1 : 1;
  const rows: P[][] = [];
  let row: P[] = [];
  const inOrder = pulls
    .filter(({ wall }) => wall.isBid === isBid)
    .sort((a, b) => (a.wall.price - b.wall.price) * worse);
  for (const pull of inOrder) {
    const last = row.at(-1)?.wall.price;
    if (last === undefined || !isBeside(last, pull.wall.price)) {
      row = [];
      rows.push(row);
    }
    row.push(pull);
  }
  return rows;

  function isBeside(price: number, next: number): boolean {
    for (let at = price + worse; at !== next; at += worse) if (side.at(at) > 0) return false;
    return true;
  }
}

/** Levels looked through for a neighbour. */
const FARTHEST_TICKS = 50;

/** Whether the next level inwards (−1) or outwards (1) is a wall too. */
export function isWallBeside({ price, isBid, leastLots }: Wall, way: 1 | -1, { book }: FlowView): boolean {
  const side = isBid ? book.bids : book.asks;
  const step = isBid ? -way : way;
  for (let i = 1; i <= FARTHEST_TICKS; i++) {
    const lots = side.at(price + i * step);
    if (lots > 0) return lots >= leastLots;
  }
  return false;
}
