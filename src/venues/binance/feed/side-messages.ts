// The rarer messages of a market: mark prices and forced orders.
import { z } from 'zod';
import { type Instrument, parsePrice, parseSize } from '../../../domain/market/instrument.ts';
import type { SymbolFeed } from './symbol-feed.ts';

/** As many digits as are exact. */
const decimal = z.string().regex(/^(?=[\d.]{1,16}$)\d+(\.\d+)?$/);
const markPrice = z.object({
  e: z.literal('markPriceUpdate'),
  E: z.number(),
  s: z.string(),
  p: decimal,
  /** Empty on contracts that end. */
  r: z.string().optional(),
});
const forceOrder = z.object({
  e: z.literal('forceOrder'),
  E: z.number(),
  o: z.object({ s: z.string(), S: z.enum(['BUY', 'SELL']), ap: decimal, z: decimal, T: z.number() }),
});
const message = z.union([markPrice, forceOrder]);

/** Writes what is such a message, and passes over what is none. */
export function takeSideMessage(
  feedOf: (symbol: string) => SymbolFeed | undefined,
  bytes: Uint8Array,
  from: number,
  to: number,
  receivedMs: number,
): void {
  const parsed = message.safeParse(parse(bytes, from, to));
  if (!parsed.success) return;
  const told = parsed.data;
  const feed = feedOf(told.e === 'forceOrder' ? told.o.s : told.s);
  if (!feed) return;
  if (told.e === 'markPriceUpdate') {
    const ticks = toTicks(feed.instrument, told.p);
    return feed.tell('mark', told.E, receivedMs, ticks, Number(told.r ?? 0) || 0);
  }
  const { S, ap, z, T } = told.o;
  const price = Math.round(toTicks(feed.instrument, ap));
  // A long position is closed by selling.
  const kind = S === 'SELL' ? 'longLiquidated' : 'shortLiquidated';
  feed.tell(kind, T, receivedMs, price, parseSize(feed.instrument, z));
}

function parse(bytes: Uint8Array, from: number, to: number): unknown {
  try {
    const { data, ...rest } = JSON.parse(
      Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8'),
    );
    return data ?? rest;
  } catch {
    return undefined;
  }
}

/** An average lies between two ticks. */
function toTicks(instrument: Instrument, text: string): number {
  const exact = parsePrice(instrument, text);
  if (!Number.isNaN(exact)) return exact;
  return (Number(text) * 10 ** instrument.priceDecimals) / instrument.tickUnits;
}
