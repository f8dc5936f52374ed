// A market that wanders: trends, bursts of one side, walls and thin places, from a seed.
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { book, calmBid, random, startMs, together, trade, wholeBook } from './records.ts';

const LEVELS = 60;

/** Steps of so many ms; drift and the favoured side change about every 60 steps. */
export function randomWalk(seed: number, steps: number, stepMs = 500): FeedRecord[] {
  const next = random(seed);
  const whole = (below: number) => Math.floor(next() * below);
  const size = () => 200 + whole(1000) + (next() < 0.02 ? 20_000 : 0);
  const records = wholeBook(startMs, calmBid, 1000, LEVELS);
  let bid = calmBid;
  let drift = 0;
  let favour = 0.5;
  for (let step = 1; step < steps; step++) {
    const atMs = startMs + step * stepMs;
    if (next() < 1 / 60) {
      drift = whole(5) - 2;
      favour = 0.2 + next() * 0.6;
    }
    const isBurst = next() < 0.01;
    const side = next() < favour ? 'buy' : 'sell';
    for (let count = isBurst ? 12 : 1 + whole(3); count > 0; count--)
      records.push(
        trade(atMs + count, side, side === 'buy' ? bid + 1 : bid, (1 + whole(40)) * (isBurst ? 10 : 1)),
      );
    const moved = bid + (next() < 0.5 ? drift : 0) + whole(5) - 2;
    const changes: (readonly ['bid' | 'ask', number, number])[] = [];
    for (let price = bid + 1; price <= moved; price++)
      changes.push(['ask', price, 0], ['bid', price, size()], ['ask', price + LEVELS, size()]);
    for (let price = bid; price > moved; price--)
      changes.push(['bid', price, 0], ['ask', price, size()], ['bid', price - LEVELS, size()]);
    changes.push(['bid', moved - whole(5), size()], ['ask', moved + 1 + whole(5), size()]);
    records.push(...book(atMs + 20, ...changes));
    bid = moved;
  }
  return together(records);
}
