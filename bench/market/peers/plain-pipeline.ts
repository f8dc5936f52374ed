// Book, cumulative delta and one-minute footprint as they are written in an afternoon: JSON.parse, sorted arrays, maps.
import { createArraySide } from './array-side.ts';

type Level = readonly [price: string, size: string];
type Message = {
  readonly e: string;
  readonly T: number;
  readonly u: number;
  readonly pu: number;
  readonly p: string;
  readonly q: string;
  readonly m: boolean;
  readonly b: readonly Level[];
  readonly a: readonly Level[];
};
type Snapshot = {
  readonly lastUpdateId: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
};

type Bar = {
  open: number;
  high: number;
  low: number;
  close: number;
  readonly rows: Map<number, { buy: number; sell: number }>;
};

const MINUTE_MS = 60_000;
const TICKS = 10;
const LOTS = 1000;
const ROW_TICKS = 10;

export type PlainPipeline = {
  accept(text: string): void;
  readonly cvd: number;
  readonly bid: number;
  readonly ask: number;
  readonly bars: ReadonlyMap<number, Bar>;
};

/** Of a USD-M symbol with ticks of 0.1 and lots of 0.001, which BTCUSDT has. */
export function createPlainPipeline(): PlainPipeline {
  const bids = createArraySide('bid');
  const asks = createArraySide('ask');
  const bars = new Map<number, Bar>();
  let waiting: Message[] = [];
  let lastId = 0;
  let cvd = 0;

  const setLevels = (bidLevels: readonly Level[], askLevels: readonly Level[]) => {
    for (const [price, size] of bidLevels) bids.set(Math.round(+price * TICKS), Math.round(+size * LOTS));
    for (const [price, size] of askLevels) asks.set(Math.round(+price * TICKS), Math.round(+size * LOTS));
  };
  const onDepth = (message: Message) => {
    if (lastId === 0) waiting.push(message);
    else if (message.u >= lastId) {
      lastId = message.u;
      setLevels(message.b, message.a);
    }
  };
  const onTrade = ({ T, p, q, m }: Message) => {
    const price = Math.round(+p * TICKS);
    const size = Math.round(+q * LOTS);
    if (price === 0) return;
    cvd += m ? -size : size;
    const openMs = Math.floor(T / MINUTE_MS) * MINUTE_MS;
    const bar = bars.get(openMs) ?? { open: price, high: price, low: price, close: price, rows: new Map() };
    bars.set(openMs, bar);
    bar.high = Math.max(bar.high, price);
    bar.low = Math.min(bar.low, price);
    bar.close = price;
    const row = Math.floor(price / ROW_TICKS);
    const volumes = bar.rows.get(row) ?? { buy: 0, sell: 0 };
    volumes[m ? 'sell' : 'buy'] += size;
    bar.rows.set(row, volumes);
  };

  return {
    accept(text) {
      const value = JSON.parse(text) as { readonly data?: Message } & Snapshot;
      const { data } = value;
      if (data?.e === 'depthUpdate') onDepth(data);
      else if (data?.e === 'trade') onTrade(data);
      else if (value.lastUpdateId !== undefined) {
        lastId = value.lastUpdateId;
        setLevels(value.bids, value.asks);
        for (const message of waiting) onDepth(message);
        waiting = [];
      }
    },
    get cvd() {
      return cvd;
    },
    get bid() {
      return bids.best;
    },
    get ask() {
      return asks.best;
    },
    bars,
  };
}
