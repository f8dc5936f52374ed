// A market that wanders, with sizes of all kinds, from a seed: for what must hold in any market.
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { book, calmBid, random, startMs, trade, wholeBook } from './records.ts';

/** Seven trades and four depth events a second; now and then a level becomes large, or goes. */
export function randomMarket(seed: number, seconds: number): FeedRecord[] {
  const next = random(seed);
  const upTo = (limit: number) => Math.floor(next() * limit);
  const bids = new Map<number, number>();
  const asks = new Map<number, number>();
  for (let i = 0; i < 60; i++) {
    bids.set(calmBid - i, 1000);
    asks.set(calmBid + 1 + i, 1000);
  }
  const records = wholeBook(startMs);
  let id = 0;
  for (let atMs = startMs + 10; atMs < startMs + seconds * 1000; atMs += 10 + upTo(160)) {
    const bid = Math.max(...bids.keys());
    const ask = Math.min(...asks.keys());
    if (next() < 0.6) {
      const isBuy = next() < 0.5;
      const size = next() < 0.05 ? 1 + upTo(6000) : 1 + upTo(300);
      const price = isBuy ? ask + upTo(2) : bid - upTo(2);
      records.push({ ...trade(atMs, isBuy ? 'buy' : 'sell', price, size), id: ++id });
      continue;
    }
    const changes = Array.from({ length: 1 + upTo(4) }, () => {
      const isBid = next() < 0.5;
      const price = isBid ? bid + 1 - upTo(20) : ask - 1 + upTo(20);
      const size = next() < 0.25 ? 0 : next() < 0.1 ? 1 + upTo(90_000) : 1 + upTo(2000);
      const [own, other] = isBid ? [bids, asks] : [asks, bids];
      if (other.has(price) || (isBid ? price >= ask : price <= bid)) return undefined;
      if (size === 0 && own.size < 10) return undefined;
      if (size === 0) own.delete(price);
      else own.set(price, size);
      return [isBid ? 'bid' : 'ask', price, size] as const;
    });
    records.push(...book(atMs, ...changes.filter((each) => each !== undefined)));
  }
  return records;
}
