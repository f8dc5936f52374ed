// The last so many of something, oldest first, found by an id that grows.

export type Ring<T> = {
  push(item: T): void;
  /** The newest `limit`, oldest first. */
  last(limit: number): T[];
  /** From the first item on that `isLate` tells; items are in the order of that. */
  from(isLate: (item: T) => boolean, limit: number): T[];
  readonly newest: T | undefined;
};

export function createRing<T>(capacity: number): Ring<T> {
  let items: T[] = [];
  return {
    push(item) {
      items.push(item);
      if (items.length >= 2 * capacity) items = items.slice(-capacity);
    },
    last: (limit) => items.slice(-Math.max(1, limit)),
    from(isLate, limit) {
      let low = 0;
      let high = items.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isLate(items[middle] as T)) high = middle;
        else low = middle + 1;
      }
      return items.slice(low, low + limit);
    },
    get newest() {
      return items.at(-1);
    },
  };
}
