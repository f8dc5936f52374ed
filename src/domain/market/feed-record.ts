// The one form in which market data flow through the program: what a venue's messages become, in the order they came.
import { z } from 'zod';

/**
 * Meaning of `price` (ticks), `size` (lots) and `id` by kind; a field that is not named is 0.
 * - `buy`, `sell`: a trade, by its aggressor; `id` is the trade's.
 * - `snapshot`: the book begins anew: `bid` and `ask` for every level follow, then `depth`.
 * - `bid`, `ask`: the size now resting at a price; 0 removes the level. Valid together, at the next `depth`.
 * - `depth`: a depth event is complete; `id` is its last update, `size` its number of levels.
 * - `bestBid`, `bestAsk`: the touch by the book ticker, always in this order; `id` is its update.
 * - `gap`: the book is not known from here to the next `snapshot`; `id` is the last update that was known, `size` an index of `gapReasons`.
 * - `missedTrades`: `size` trades from `id` on never came.
 * - `longLiquidated`, `shortLiquidated`: a forced order of whoever held that side.
 * - `mark`: the mark price (ticks, with fractions), `size` is the funding rate.
 * - `silent`: nothing came for `size` ms of the `feedParts` (feed-part.ts) whose bits are set in `id`; 0 stands for all.
 * - `clock`: the venue's clock is `size` ms ahead of ours, give or take `price`.
 * - `pulse`: nothing of the venue: it is `receivedMs`, and `id` counts the records before it. Told while the book is not known.
 */
// biome-ignore format: a list of words
export const feedKinds = [
  'buy', 'sell', 'snapshot', 'bid', 'ask', 'depth', 'bestBid', 'bestAsk', 'gap', 'missedTrades',
  'longLiquidated', 'shortLiquidated', 'mark', 'silent', 'clock', 'pulse',
] as const;

/** Why a book stopped being known. */
// biome-ignore format: a list of words
export const gapReasons = [
  'start', 'sequence', 'crossed', 'emptied', 'ticker-disagrees', 'malformed', 'disconnected', 'overrun',
] as const;

export const feedRecord = z.object({
  kind: z.enum(feedKinds),
  /** Its place in the list of instruments that came with the feed. */
  instrument: z.uint32(),
  /** The venue's time, and ours when it came, in ms since the epoch with fractions. The two clocks may differ by seconds. */
  eventMs: z.number(),
  receivedMs: z.number(),
  price: z.number(),
  size: z.number(),
  id: z.number(),
});

export type FeedKind = (typeof feedKinds)[number];
export type GapReason = (typeof gapReasons)[number];
export type FeedRecord = z.output<typeof feedRecord>;

/** Takes the records of a feed in order. The object is used again for the next record: keep its fields, not it. */
export type FeedSink = (record: Readonly<FeedRecord>) => void;
