// The kinds of messages that are read from their bytes, and the fields each of them needs.

/** `other` is sound in its frame but not read here; `partial` is a short book that is sent whole each time. */
export type MessageKind =
  | 'depth'
  | 'trade'
  | 'aggTrade'
  | 'bookTicker'
  | 'snapshot'
  | 'partial'
  | 'reply'
  | 'other'
  | 'malformed';

/** Events that are read here, by length and first letter of their name. */
export const EVENTS = new Map(
  (
    [
      ['depthUpdate', 'depth'],
      ['trade', 'trade'],
      ['aggTrade', 'aggTrade'],
      ['bookTicker', 'bookTicker'],
    ] as const
  ).map((event) => [event[0].length * 256 + event[0].charCodeAt(0), event]),
);

/** Fields that came, and together what a kind needs. */
export const Seen = {
  symbol: 1,
  firstId: 2,
  lastId: 4,
  bids: 8,
  asks: 16,
  tradeId: 32,
  aggregateId: 64,
  price: 128,
  size: 256,
  maker: 512,
  bid: 1024,
  bidSize: 2048,
  ask: 4096,
  askSize: 8192,
  snapshotId: 16_384,
  reply: 32_768,
  levels: 8 | 16,
  depth: 1 | 2 | 4 | 8 | 16,
  trade: 1 | 32 | 128 | 256 | 512,
  ticker: 1024 | 2048 | 4096 | 8192,
} as const;
