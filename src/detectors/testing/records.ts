// Feed records made by hand, and a calm market to put a pattern into.
import type { FeedKind, FeedRecord } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { Aggressor } from '../../domain/order-flow/flow-view.ts';

/** As the recording of USD-M BTCUSDT: ticks of 0.1, lots of 0.001. */
export const tested: Instrument = {
  id: 'usdm:BTCUSDT',
  origin: 'live',
  venue: 'binance',
  market: 'usdm',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  priceDecimals: 2,
  sizeDecimals: 3,
  tickUnits: 10,
  lotUnits: 1,
  contractSize: null,
};

/** A full minute; the calm market begins here. */
export const startMs = 1_700_000_040_000;
/** Best bid of the calm market; the ask is a tick above. Mirrored at it, footprint rows of ten ticks stay whole. */
export const calmBid = 100_004;

export function record(kind: FeedKind, eventMs: number, price = 0, size = 0, id = 0): FeedRecord {
  return { kind, instrument: 0, eventMs, receivedMs: eventMs, price, size, id };
}

export function trade(eventMs: number, aggressor: Aggressor, price: number, size: number): FeedRecord {
  return record(aggressor, eventMs, price, size);
}

export function level(eventMs: number, side: 'bid' | 'ask', price: number, size: number): FeedRecord {
  return record(side, eventMs, price, size);
}

export function depth(eventMs: number, levels = 1): FeedRecord {
  return record('depth', eventMs, 0, levels, eventMs);
}

/** One depth event that sets these levels. */
export function book(
  eventMs: number,
  ...levels: (readonly ['bid' | 'ask', price: number, size: number])[]
): FeedRecord[] {
  return [...levels.map((each) => level(eventMs, ...each)), depth(eventMs, levels.length)];
}

/** A whole book around a best bid, as a snapshot: so many levels a side, a tick apart, each of that size. */
export function wholeBook(eventMs: number, bid = calmBid, size = 1000, levels = 60): FeedRecord[] {
  const sides = Array.from({ length: levels }, (_, i) => [
    level(eventMs, 'bid', bid - i, size),
    level(eventMs, 'ask', bid + 1 + i, size),
  ]);
  return [record('snapshot', eventMs), ...sides.flat(), depth(eventMs, levels * 2)];
}

export type Calm = { seconds: number; fromMs?: number; bid?: number; levelSize?: number; seed?: number };

/** Ten small trades a second at either touch, which does not move, and a depth event after each that says it was refilled. */
export function calm({
  seconds,
  fromMs = startMs,
  bid = calmBid,
  levelSize = 1000,
  seed = 1,
}: Calm): FeedRecord[] {
  const next = random(seed);
  const records = wholeBook(fromMs, bid, levelSize);
  for (let step = 1; step < seconds * 10; step++) {
    const eventMs = fromMs + step * 100;
    const isBuy = next() < 0.5;
    records.push(trade(eventMs, isBuy ? 'buy' : 'sell', isBuy ? bid + 1 : bid, 1 + Math.floor(next() * 20)));
    const size = levelSize - Math.floor((next() * levelSize) / 10);
    records.push(...book(eventMs + 60, isBuy ? ['ask', bid + 1, size] : ['bid', bid, size]));
  }
  return records;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** In order of time; of equal times the earlier list comes first. Trades are numbered from 1 on. */
export function together(...lists: readonly (readonly FeedRecord[])[]): FeedRecord[] {
  let id = 0;
  return lists
    .flat()
    .sort((a, b) => a.eventMs - b.eventMs)
    .map((each) => (isTrade(each) ? { ...each, id: ++id } : each));
}

/** Puts records into a stream, each before the first that is not earlier; a depth event is never divided. */
export function inject(records: readonly FeedRecord[], extra: readonly FeedRecord[]): FeedRecord[] {
  const result: FeedRecord[] = [];
  let from = 0;
  let lastId = 0;
  const take = (to: number) => {
    for (; from < to; from++) {
      const each = records[from]!;
      if (isTrade(each)) lastId = each.id;
      result.push(each);
    }
  };
  for (const each of extra) {
    let to = from;
    while (to < records.length && records[to]!.eventMs < each.eventMs) to++;
    take(to);
    result.push(isTrade(each) ? { ...each, id: lastId } : each);
  }
  take(records.length);
  return result;
}

/** Of a feed that begins with a snapshot: its first minute but a second, as if it had begun at several places in that minute. */
export function firstMinutes(records: readonly FeedRecord[]): FeedRecord[][] {
  const first = records[0]!.eventMs;
  const snapshot = records.filter(({ eventMs }) => eventMs === first);
  return [0, 20_000, 45_000].map((laterMs) => {
    const fromMs = first + laterMs;
    const isWithin = ({ eventMs }: FeedRecord) => eventMs > fromMs && eventMs < fromMs + 59_000;
    return [...snapshot.map((each) => ({ ...each, eventMs: fromMs })), ...records.filter(isWithin)];
  });
}

const opposites: Partial<Record<FeedKind, FeedKind>> = {
  buy: 'sell',
  sell: 'buy',
  bid: 'ask',
  ask: 'bid',
  bestBid: 'bestAsk',
  bestAsk: 'bestBid',
  longLiquidated: 'shortLiquidated',
  shortLiquidated: 'longLiquidated',
};

/** The same market upside down: prices negated around `sum / 2`, sides swapped. */
export function mirror(records: readonly FeedRecord[], sum = 2 * calmBid + 1): FeedRecord[] {
  const mirrored = records.map((each) => {
    const kind = opposites[each.kind];
    return kind ? { ...each, kind, price: sum - each.price } : { ...each };
  });
  // the ticker always tells the bid first
  for (let i = 1; i < mirrored.length; i++)
    if (mirrored[i]!.kind === 'bestBid' && mirrored[i - 1]!.kind === 'bestAsk')
      mirrored.splice(i - 1, 2, mirrored[i]!, mirrored[i - 1]!);
  return mirrored;
}

function isTrade({ kind }: Readonly<FeedRecord>): boolean {
  return kind === 'buy' || kind === 'sell';
}
