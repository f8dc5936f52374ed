import type { BookView } from '../../../../domain/order-flow/market-words.ts';
import type { CreatePart } from './flow-part.ts';

type Side = 'bids' | 'asks';
type Levels = Map<string, string>;

/** Of a side; farther ones must not gather while the price travels. */
const SHOWN = 200;
const KEPT = 500;

export const createBookPart: CreatePart = (instrument) => {
  const levels: Record<Side, Levels> = { bids: new Map(), asks: new Map() };
  let gathered: Record<Side, Levels> = { bids: new Map(), asks: new Map() };
  let newest: Omit<BookView, Side> = { instrument, atMs: 0, id: 0, isKnown: false };
  let isChanged = false;

  const note = ({ atMs, id, isKnown }: BookView): void => {
    newest = { instrument, atMs, id, isKnown };
  };
  const settle = (side: Side): void => {
    for (const [price, size] of gathered[side])
      if (Number(size) === 0) levels[side].delete(price);
      else levels[side].set(price, size);
    if (levels[side].size > KEPT) levels[side] = new Map(inOrder(levels[side], side).slice(0, SHOWN));
  };

  return {
    everyMs: 250,
    begin({ book }) {
      note(book);
      levels.bids = new Map(book.bids);
      levels.asks = new Map(book.asks);
      gathered = { bids: new Map(), asks: new Map() };
      isChanged = false;
    },
    add({ book }) {
      isChanged ||= book.bids.length + book.asks.length > 0 || book.isKnown !== newest.isKnown;
      note(book);
      for (const [price, size] of book.bids) gathered.bids.set(price, size);
      for (const [price, size] of book.asks) gathered.asks.set(price, size);
    },
    drain() {
      if (!isChanged) return [];
      settle('bids');
      settle('asks');
      const delta: BookView = { ...newest, bids: [...gathered.bids], asks: [...gathered.asks] };
      gathered = { bids: new Map(), asks: new Map() };
      isChanged = false;
      return [delta];
    },
    snapshot: () => ({
      ...newest,
      bids: inOrder(levels.bids, 'bids').slice(0, SHOWN),
      asks: inOrder(levels.asks, 'asks').slice(0, SHOWN),
    }),
  };
};

/** Best first. */
function inOrder(levels: Levels, side: Side): [string, string][] {
  const sign = side === 'bids' ? -1 : 1;
  return [...levels].sort(([a], [b]) => (Number(a) - Number(b)) * sign);
}
