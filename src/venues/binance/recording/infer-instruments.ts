// What a recording without the exchange's own list says of its instruments: market, printed digits, steps of price and size.
import { decimalsOf } from '../../../domain/market/decimal.ts';
import { type Instrument, type MarketName, toInstrumentId } from '../../../domain/market/instrument.ts';

type Seen = { market: MarketName; readonly prices: string[]; readonly sizes: string[] };

/** Below it a step is only known to a power of ten. */
const ENOUGH = 200;
/** Prices that may contradict: a recording can hold broken lines. */
const TOLERATED = 0.005;
const QUOTES = [
  'USDT',
  'USDC',
  'FDUSD',
  'BUSD',
  'TUSD',
  'USD',
  'BTC',
  'ETH',
  'BNB',
  'EUR',
  'TRY',
  'BRL',
  'JPY',
];

/** Takes parsed messages and answers; what it does not know it ignores. */
export class InstrumentInference {
  readonly #seen = new Map<string, Seen>();
  #unnamed: { bids: unknown; asks: unknown }[] = [];

  take(message: unknown, url?: string): void {
    const { data, ...rest } = (message ?? {}) as Record<string, unknown>;
    const fields = (data ?? rest) as Record<string, unknown>;
    if (fields['lastUpdateId'] !== undefined) {
      const symbol = url === undefined ? undefined : new URLSearchParams(url.split('?')[1]).get('symbol');
      const { bids, asks } = fields;
      if (symbol) this.#levels(this.#of(symbol, marketOf(url ?? '') ?? 'spot'), bids, asks);
      else this.#unnamed.push({ bids, asks });
      return;
    }
    if (typeof fields['s'] !== 'string') return;
    const market = fields['ps'] !== undefined ? 'coinm' : fields['pu'] !== undefined ? 'usdm' : undefined;
    const seen = this.#of(fields['s'], market ?? 'spot');
    if (market) seen.market = market;
    if (Array.isArray(fields['b']) || Array.isArray(fields['a']))
      this.#levels(seen, fields['b'], fields['a']);
    else if (typeof fields['B'] === 'string') {
      push(seen.prices, fields['b'], fields['a']);
      push(seen.sizes, fields['B'], fields['A']);
    } else {
      push(seen.prices, fields['p']);
      push(seen.sizes, fields['q']);
    }
  }

  instruments(): Instrument[] {
    const all = [...this.#seen];
    if (all.length === 1) for (const { bids, asks } of this.#unnamed) this.#levels(all[0]![1], bids, asks);
    return all
      .filter(([, { prices }]) => prices.length > 0)
      .map(([symbol, seen]) => toInstrument(symbol, seen));
  }

  #of(symbol: string, market: MarketName): Seen {
    const known = this.#seen.get(symbol);
    if (known) return known;
    const seen: Seen = { market, prices: [], sizes: [] };
    this.#seen.set(symbol, seen);
    return seen;
  }

  #levels({ prices, sizes }: Seen, ...lists: readonly unknown[]): void {
    for (const list of lists)
      if (Array.isArray(list))
        for (const level of list as unknown[][]) {
          push(prices, level[0]);
          push(sizes, level[1]);
        }
  }
}

/** From the address of a REST answer. */
export function marketOf(url: string): MarketName | undefined {
  if (/\/fapi\//.test(url)) return 'usdm';
  if (/\/dapi\//.test(url)) return 'coinm';
  return /\/api\/v3\//.test(url) ? 'spot' : undefined;
}

function push(values: string[], ...found: readonly unknown[]): void {
  for (const value of found) if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) values.push(value);
}

function toInstrument(symbol: string, { market, prices, sizes }: Seen): Instrument {
  const quote = QUOTES.find((name) => symbol.split('_')[0]?.endsWith(name)) ?? '';
  const base = symbol.split('_')[0]!.slice(0, quote ? -quote.length : undefined);
  const price = stepOf(prices, TOLERATED);
  // Orders older than the present step of sizes may rest for years: no exception is chance.
  const size = stepOf(sizes, 0);
  return {
    ...{ id: toInstrumentId(market, symbol), origin: 'live', venue: 'binance', market, symbol, base, quote },
    ...{ priceDecimals: price.decimals, tickUnits: price.units },
    ...{ sizeDecimals: size.decimals, lotUnits: size.units },
    contractSize: market === 'coinm' ? (base === 'BTC' ? 100 : 10) : null,
  };
}

/** The digits that most are printed with, and the largest step that nearly all of them are multiples of. */
function stepOf(texts: readonly string[], tolerated: number): { decimals: number; units: number } {
  const counts = new Map<number, number>();
  for (const text of texts) counts.set(decimalsOf(text), (counts.get(decimalsOf(text)) ?? 0) + 1);
  const decimals = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
  const values = texts
    .filter((text) => decimalsOf(text) === decimals)
    .map((text) => Number(text.replace('.', '')))
    .filter((value) => value > 0);
  const allowed = Math.floor(values.length * tolerated);
  const divides = (step: number) =>
    values.reduce((bad, value) => bad + Number(value % step !== 0), 0) <= allowed;
  let units = 1;
  while (units < 1e15 && divides(units * 10)) units *= 10;
  if (tolerated > 0 && values.length >= ENOUGH)
    for (const factor of [5, 2]) if (divides(units * factor)) return { decimals, units: units * factor };
  // a power of ten beyond the point is chance: sizes of a few whole lots
  return { decimals, units: Math.min(units, 10 ** decimals) };
}
