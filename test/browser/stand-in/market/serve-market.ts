// The live topics of the market, from a market that is invented: each frame checked by its schema.
import { marketTopics } from '../../../../src/api/market.ts';
import { signalRow } from '../../../../src/api/signals.ts';
import type { BookView } from '../../../../src/domain/order-flow/market-words.ts';
import { anomalyEvent } from '../../../../src/domain/order-flow/signal.ts';
import type { MarketWorld } from './market-world.ts';
import { STEP_MS } from './simulated-symbol.ts';

export type Say = (type: 'snapshot' | 'delta', topic: string, data: unknown) => void;

const FRAME_MS = 250;
const LEVELS = 100;

const schemas: Readonly<
  Record<string, { snapshot: { parse(data: unknown): unknown }; delta: { parse(data: unknown): unknown } }>
> = {
  ...marketTopics,
  signals: { snapshot: signalRow.array(), delta: signalRow },
  anomalies: { snapshot: anomalyEvent.array(), delta: anomalyEvent },
};

/** What one connection gets of the market. `speed`: how many times as fast as real the market runs. */
export function serveMarket(world: MarketWorld, speed: number, tell: Say) {
  const asked = new Map<string, string | undefined>();
  let frames = 0;
  let toChanges = createBookChanges();
  const say: Say = (type, topic, data) => tell(type, topic, schemas[topic]?.[type].parse(data));

  const snapshot = (topic: string, instrument: string | undefined): unknown => {
    const symbol = world.symbols.get(instrument ?? '');
    if (topic === 'stats') return [...world.symbols.values()].map((each) => each.toStats());
    if (topic === 'signals') return world.signals(instrument).slice(0, 100);
    if (topic === 'anomalies') return world.anomalies(instrument).slice(0, 100);
    if (!symbol) return undefined;
    const of = { instrument };
    if (topic === 'trades') return { ...of, trades: symbol.trades.slice(-200) };
    if (topic === 'book') {
      toChanges = createBookChanges();
      const book = symbol.toBook(LEVELS);
      toChanges(book);
      return book;
    }
    if (topic === 'footprint') return { ...of, bars: symbol.toFootprint(60) };
    if (topic === 'zones') return { ...of, zones: symbol.toZones() };
    if (topic === 'heat') return { ...of, columns: symbol.heat };
    const candles = symbol.bars.toCandles(60_000, 300, symbol.toPrice, symbol.toSize);
    return { ...of, interval: '1m', candles };
  };

  const timer = setInterval(() => {
    frames += 1;
    const watched = asked.get('book') ?? asked.get('trades') ?? asked.get('candles');
    const symbol = world.symbols.get(watched ?? '');
    if (symbol?.instrument.state === 'live') {
      const steps = Array.from({ length: speed }, () => symbol.step(STEP_MS));
      const of = { instrument: watched };
      const parts: Readonly<Record<string, unknown>> = {
        trades: { ...of, trades: steps.flatMap(({ trades }) => trades) },
        book: toChanges(symbol.toBook(LEVELS)),
        heat: { ...of, columns: steps.map(({ heat }) => heat) },
        footprint: { ...of, bar: symbol.toFootprint(1)[0] },
        candles: {
          ...of,
          interval: '1m',
          candles: symbol.bars.toCandles(60_000, 2, symbol.toPrice, symbol.toSize),
        },
      };
      for (const [topic, data] of Object.entries(parts))
        if (asked.has(topic) && data) say('delta', topic, data);
      if (asked.has('signals') && frames % 48 === 0) say('delta', 'signals', world.nextSignal(symbol));
    }
    if (asked.has('stats') && frames % 4 === 0)
      say(
        'delta',
        'stats',
        [...world.symbols.values()].map((each) => each.toStats()),
      );
  }, FRAME_MS);

  return {
    knows: (topic: string): boolean => schemas[topic] !== undefined,
    subscribe(topic: string, filter: Readonly<Record<string, unknown>> | undefined): void {
      const instrument = filter?.['instrument'] as string | undefined;
      asked.set(topic, instrument);
      const data = snapshot(topic, instrument);
      if (data !== undefined) say('snapshot', topic, data);
    },
    unsubscribe: (topic: string): void => void asked.delete(topic),
    stop: (): void => clearInterval(timer),
  };
}

type Side = 'bids' | 'asks';

/** What changed of a book since this was last asked: whoever else looks at it moves it as well. */
function createBookChanges(): (book: BookView) => BookView {
  const told: Record<Side, Map<string, string>> = { bids: new Map(), asks: new Map() };
  const change = (side: Side, levels: BookView[Side]): BookView[Side] => {
    const now = new Map(levels);
    const gone = [...told[side].keys()].filter((price) => !now.has(price));
    const changed = levels.filter(([price, size]) => told[side].get(price) !== size);
    told[side] = now;
    return [...gone.map((price): [string, string] => [price, '0']), ...changed];
  };
  return (book) => ({ ...book, bids: change('bids', book.bids), asks: change('asks', book.asks) });
}
