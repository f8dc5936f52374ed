import type { OrderBook } from '../../market/order-book.ts';

/** Measures (bid − ask) / (bid + ask) of the lots on the best levels of each side: 1 is bids only. NaN while both are empty. */
export function createBookImbalance(levels: number): (book: OrderBook) => number {
  const prices = new Float64Array(levels);
  const sizes = new Float64Array(levels);
  return ({ bids, asks }) => {
    const bid = sumOf(sizes, bids.top(levels, prices, sizes));
    const ask = sumOf(sizes, asks.top(levels, prices, sizes));
    return (bid - ask) / (bid + ask);
  };
}

function sumOf(sizes: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += sizes[i]!;
  return sum;
}
