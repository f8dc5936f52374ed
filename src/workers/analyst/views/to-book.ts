import type { BookSide } from '../../../domain/market/book-side.ts';
import { type Instrument, showPrice, showSize } from '../../../domain/market/instrument.ts';
import type { FlowView } from '../../../domain/order-flow/flow-view.ts';
import type { BookView } from '../../../domain/order-flow/market-words.ts';

/** The best levels of both sides; `id` grows with every depth event. */
export function toBook(
  { instrument, book, bookMs, isBookKnown }: FlowView,
  id: number,
  levels: number,
): BookView {
  return {
    instrument: instrument.id,
    atMs: bookMs,
    id,
    isKnown: isBookKnown,
    bids: toLevels(instrument, book.bids, levels),
    asks: toLevels(instrument, book.asks, levels),
  };
}

function toLevels(instrument: Instrument, side: BookSide, levels: number): [string, string][] {
  const prices = new Float64Array(levels);
  const sizes = new Float64Array(levels);
  const found = side.top(levels, prices, sizes);
  return Array.from({ length: found }, (_, index) => [
    showPrice(instrument, prices[index]!),
    showSize(instrument, sizes[index]!),
  ]);
}

/** What of the best levels changed since `before`: new sizes, and 0 for those that are among them no longer. */
export function toBookChanges(before: BookView, now: BookView): BookView {
  return { ...now, bids: changesOf(before.bids, now.bids), asks: changesOf(before.asks, now.asks) };
}

function changesOf(before: BookView['bids'], now: BookView['bids']): [string, string][] {
  const old = new Map(before);
  const changed = now.filter(([price, size]) => old.get(price) !== size);
  const present = new Set(now.map(([price]) => price));
  const gone = before.filter(([price]) => !present.has(price));
  return [...changed, ...gone.map(([price]): [string, string] => [price, '0'])];
}
