// What one address had part in, oldest first: grows at its end, is forgotten from its start.
import type { LandedTransaction } from './block.ts';

export type History = {
  readonly length: number;
  at(index: number): LandedTransaction | undefined;
  push(transaction: LandedTransaction): void;
  dropFirst(): void;
  dropLast(): void;
  /** How many are older than this one, which need not be among them. */
  before(transaction: LandedTransaction): number;
};

/** Room of forgotten ones is given back when there are more of them than of others. */
const MIN_FORGOTTEN = 64;

export function createHistory(): History {
  let items: (LandedTransaction | undefined)[] = [];
  let start = 0;
  return {
    get length() {
      return items.length - start;
    },
    at: (index) => (index < 0 ? undefined : items[start + index]),
    push(transaction) {
      items.push(transaction);
    },
    dropFirst() {
      // what few have part in would be kept alive for hours by those few
      items[start] = undefined;
      start += 1;
      if (start < MIN_FORGOTTEN || start * 2 < items.length) return;
      items = items.slice(start);
      start = 0;
    },
    dropLast() {
      items.pop();
    },
    before(transaction) {
      let low = start;
      let high = items.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isOlder(items[middle], transaction)) low = middle + 1;
        else high = middle;
      }
      return low - start;
    },
  };
}

function isOlder(one: LandedTransaction | undefined, other: LandedTransaction): boolean {
  if (!one) return false;
  if (one.block.height !== other.block.height) return one.block.height < other.block.height;
  return one.index < other.index;
}
