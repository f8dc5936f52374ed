// Candles and past trades as Binance answers them, in our words.
import { z } from 'zod';
import type { Kline, PastTrade } from '../../venue.ts';

const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const count = z.int().min(0);

export const klines = z.array(
  z
    .tuple([count, decimal, decimal, decimal, decimal, decimal, count, decimal, count, decimal], z.unknown())
    .transform(
      ([openMs, open, high, low, close, volume, closeMs, quoteVolume, trades, takerBuyVolume]): Kline => ({
        ...{ openMs, closeMs, open, high, low, close },
        ...{ volume, quoteVolume, trades, takerBuyVolume },
      }),
    ),
);

export const aggTrades = z.array(
  z.object({ a: count, f: count, l: count, T: count, p: decimal, q: decimal, m: z.boolean() }).transform(
    ({ a, f, l, T, p, q, m }): PastTrade => ({
      ...{ id: a, firstId: f, lastId: l, timeMs: T },
      ...{ price: p, size: q, isBuyerMaker: m },
    }),
  ),
);

export const trades = z.array(
  z.object({ id: count, time: count, price: decimal, qty: decimal, isBuyerMaker: z.boolean() }).transform(
    ({ id, time, price, qty, isBuyerMaker }): PastTrade => ({
      ...{ id, firstId: id, lastId: id, timeMs: time },
      ...{ price, size: qty, isBuyerMaker },
    }),
  ),
);

/** A snapshot is checked and kept as it came. */
export const depthSnapshot = z.unknown().refine(isSnapshot, 'expected lastUpdateId, bids and asks');

function isSnapshot(value: unknown): boolean {
  const { lastUpdateId, bids, asks } = (value ?? {}) as Record<string, unknown>;
  return Number.isSafeInteger(lastUpdateId) && Array.isArray(bids) && Array.isArray(asks);
}
