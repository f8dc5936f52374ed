// The rarer messages of a market: mark prices, forced orders, and what is said of the feed itself.
import { z } from 'zod';
import { type Instrument, parsePrice, parseSize } from '../../domain/market/instrument.ts';
import type { MessageKind } from '../../venues/binance/parse/message-fields.ts';
import type { Followed } from './followed.ts';

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

export type SideMessages = {
  accept(kind: MessageKind, bytes: Uint8Array, from: number, to: number, receivedMs: number): void;
  silent(symbol: string, stream: string, forMs: number, nowMs: number): void;
  /** Of every instrument of the market. */
  clock(offsetMs: number, uncertaintyMs: number, nowMs: number): void;
};

export function createSideMessages(followed: ReadonlyMap<string, Followed>): SideMessages {
  return {
    accept(kind, bytes, from, to, receivedMs) {
      if (kind !== 'other') return;
      const parsed = message.safeParse(parse(bytes, from, to));
      if (!parsed.success) return;
      const told = parsed.data;
      const one = followed.get(told.e === 'forceOrder' ? told.o.s : told.s);
      if (!one) return;
      if (told.e === 'markPriceUpdate') {
        const ticks = toTicks(one.instrument, told.p);
        return one.write?.('mark', told.E, receivedMs, ticks, Number(told.r ?? 0) || 0, 0);
      }
      const { S, ap, z, T } = told.o;
      const price = toTicks(one.instrument, ap);
      const size = parseSize(one.instrument, z);
      // A long position is closed by selling.
      one.write?.(
        S === 'SELL' ? 'longLiquidated' : 'shortLiquidated',
        T,
        receivedMs,
        Math.round(price),
        size,
        0,
      );
    },
    silent(symbol, stream, forMs, nowMs) {
      const one = followed.get(symbol);
      one?.silent(stream, forMs);
      one?.write?.('silent', 0, nowMs, 0, forMs, 0);
    },
    clock(offsetMs, uncertaintyMs, nowMs) {
      for (const { write } of followed.values()) write?.('clock', 0, nowMs, uncertaintyMs, offsetMs, 0);
    },
  };
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
