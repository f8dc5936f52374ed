// All that is shown of one instrument: followed live, filled from history, every list of it bounded.
import {
  type AnomalyEvent,
  type CandleInterval,
  type CandleView,
  type InstrumentState,
  intervalMs,
  type PrintView,
} from '../../../api/market.ts';
import { send } from '../../../api/send.ts';
import { toTick } from '../../../format/decimal.ts';
import { live } from '../../../live/live-store.ts';
import type { MarketDeltas, MarketSnapshots, MarketTopic } from '../../../live/market-topics.ts';
import { HeatRing } from '../chart/heat-ring.ts';
import { BarSeries } from './bar-series.ts';
import { type DrawnBar, type DrawnCandle, toDrawnBar, toDrawnCandle } from './drawn.ts';
import { foldMinutes } from './fold-minutes.ts';
import { LadderBook } from './ladder-book.ts';
import { PartStore } from './part-store.ts';
import { toRawColumn } from './to-raw-column.ts';

const MOST_TRADES = 400;
const MOST_SIGNALS = 200;
const HISTORY = 500;
const FOOTPRINTS = 180;
const HEAT_COLUMN_MS = 1000;

type SignalRow = MarketDeltas['signals'];
type ZoneView = MarketDeltas['zones']['zones'][number];

export class MarketFeed {
  readonly instrument: InstrumentState;
  readonly interval: CandleInterval;
  readonly tick: number;
  readonly book: LadderBook;
  readonly candles = new BarSeries<DrawnCandle>(HISTORY + 240);
  readonly footprint = new BarSeries<DrawnBar>(FOOTPRINTS);
  heat = new HeatRing(HEAT_COLUMN_MS);
  heatRowSize = 0;
  /** Oldest first; undefined until the first came. */
  trades: readonly PrintView[] | undefined;
  /** Newest first. */
  signals: readonly SignalRow[] | undefined;
  anomalies: readonly AnomalyEvent[] | undefined;
  zones: readonly ZoneView[] = [];
  /** Why the candles could not be loaded. */
  failure: unknown;
  /** Counts how often the bars came anew as a whole. */
  resets = 0;
  /** When something last came, by the clock of this machine. */
  heardMs: number | null = null;

  readonly parts = {
    bars: new PartStore(),
    book: new PartStore(),
    trades: new PartStore(),
    heat: new PartStore(),
    marks: new PartStore(),
  };

  readonly #minutes = new BarSeries<DrawnCandle>(HISTORY);
  readonly #ends: (() => void)[] = [];
  #isOver = false;
  #isFreshening = false;

  constructor(instrument: InstrumentState, interval: CandleInterval) {
    this.instrument = instrument;
    this.interval = interval;
    this.tick = toTick(instrument);
    this.book = new LadderBook(this.tick);
  }

  start(): void {
    const { book, trades, bars, heat, marks } = this.parts;
    this.#follow(
      'book',
      (view) => this.book.take(view),
      (view) => this.book.change(view),
      book,
    );
    this.#follow(
      'trades',
      ({ trades }) => this.#takeTrades([], trades),
      ({ trades }) => this.#takeTrades(this.trades ?? [], trades),
      trades,
    );
    this.#follow(
      'candles',
      (data) => this.#beginCandles(data),
      (data) => this.#takeCandles(data),
      bars,
    );
    this.#follow(
      'footprint',
      (data) => this.#beginFootprint(data),
      ({ bar }) => this.#takeBar(bar),
      bars,
    );
    this.#follow(
      'heat',
      ({ columns }) => this.#takeHeat(columns),
      ({ columns }) => this.#takeHeat(columns),
      heat,
    );
    this.#follow(
      'zones',
      (data) => this.#takeZones(data),
      (data) => this.#takeZones(data),
      marks,
    );
    this.#follow(
      'signals',
      (rows) => {
        this.signals = rows.slice(0, MOST_SIGNALS);
      },
      (row) => {
        this.signals = withNewest(this.signals, row);
      },
      marks,
    );
    this.#follow(
      'anomalies',
      (rows) => {
        this.anomalies = rows.slice(0, MOST_SIGNALS);
      },
      (row) => {
        this.anomalies = withNewest(this.anomalies, row);
      },
      marks,
    );
    void this.load();
  }

  stop(): void {
    this.#isOver = true;
    for (const end of this.#ends) end();
  }

  /** The past, by request; again after what was followed had to begin anew. */
  async load(): Promise<void> {
    const params = { instrument: this.instrument.id };
    const [candles, bars] = await Promise.allSettled([
      send('GET /api/market/instruments/{instrument}/candles', {
        params,
        query: { interval: this.interval, limit: HISTORY },
      }),
      send('GET /api/market/instruments/{instrument}/footprint', { params, query: { limit: FOOTPRINTS } }),
    ]);
    if (this.#isOver) return;
    if (bars.status === 'fulfilled')
      for (const bar of bars.value) if (!this.footprint.find(bar.openMs)) this.footprint.put(toDrawnBar(bar));
    if (candles.status === 'fulfilled')
      for (const candle of candles.value) {
        const drawn = toDrawnCandle(candle);
        // What came live meanwhile is newer than what was asked for before.
        if (drawn.isClosed || !this.candles.find(drawn.openMs)) this.candles.put(drawn);
      }
    this.failure = candles.status === 'rejected' ? candles.reason : undefined;
    this.#reset();
  }

  #follow<T extends MarketTopic>(
    topic: T,
    take: (data: MarketSnapshots[T]) => void,
    change: (data: MarketDeltas[T]) => void,
    part: PartStore,
  ): void {
    const heard = (): void => {
      this.heardMs = Date.now();
      part.change();
    };
    const end = live.listen(
      topic,
      {
        snapshot: (data) => {
          take(data as MarketSnapshots[T]);
          heard();
        },
        delta: (data) => {
          change(data as MarketDeltas[T]);
          heard();
        },
        failed: (_, message) => {
          this.failure ??= new Error(message);
          part.change();
        },
      },
      { instrument: this.instrument.id },
    );
    this.#ends.push(end);
  }

  #takeTrades(before: readonly PrintView[], trades: readonly PrintView[]): void {
    const last = before.at(-1)?.id ?? -1;
    this.trades = [...before, ...trades.filter(({ id }) => id > last)].slice(-MOST_TRADES);
  }

  /** What comes as a whole is the present: bars later than its last one are of a run that has begun anew since. */
  #beginFootprint({ bars }: MarketSnapshots['footprint']): void {
    this.#dropAfter([this.footprint], bars.at(-1)?.openMs);
    for (const bar of bars) this.#takeBar(bar);
  }

  #beginCandles(data: MarketSnapshots['candles']): void {
    this.#dropAfter([this.#minutes, this.candles], data.candles.at(-1)?.openMs);
    this.#takeCandles(data);
    if (this.resets > 0) void this.load();
  }

  #dropAfter(kinds: readonly BarSeries<DrawnBar | DrawnCandle>[], lastMs: number | undefined): void {
    if (lastMs === undefined || kinds.every(({ last }) => (last?.openMs ?? lastMs) <= lastMs)) return;
    for (const kind of kinds) kind.dropAfter(lastMs);
    this.#reset();
  }

  #takeCandles({ interval, candles }: { interval: CandleInterval; candles: readonly CandleView[] }): void {
    for (const candle of candles) {
      const drawn = toDrawnCandle(candle);
      if (interval === '1m') this.#minutes.put(drawn);
      if (interval === this.interval) this.#put(drawn);
      else if (interval === '1m') this.#fold(drawn);
    }
  }

  #fold(minute: DrawnCandle): void {
    const size = intervalMs[this.interval];
    const openMs = Math.floor(minute.openMs / size) * size;
    // Volume and delta of what began before the minutes that are here are known elsewhere.
    if (minute.isClosed && !this.#minutes.find(openMs)) void this.#freshen();
    const folded = foldMinutes(this.#minutes.all, openMs, size, this.candles.find(openMs));
    if (folded) this.#put(folded);
  }

  /** The last candles again; where that fails the next minute asks anew. */
  async #freshen(): Promise<void> {
    if (this.#isFreshening) return;
    this.#isFreshening = true;
    try {
      const params = { instrument: this.instrument.id };
      const query = { interval: this.interval, limit: 2 };
      const last = await send('GET /api/market/instruments/{instrument}/candles', { params, query });
      if (!this.#isOver) for (const candle of last) this.#put(toDrawnCandle(candle));
    } catch {
      // Its price goes on from the minutes meanwhile.
    } finally {
      this.#isFreshening = false;
      this.parts.bars.change();
    }
  }

  /** A bar that is not the last is seen only when all are drawn anew. */
  #put(candle: DrawnCandle): void {
    const lastMs = this.candles.last?.openMs ?? 0;
    this.candles.put(candle);
    if (candle.openMs < lastMs) this.#reset();
  }

  #takeBar(bar: MarketDeltas['footprint']['bar']): void {
    const lastMs = this.footprint.last?.openMs ?? 0;
    this.footprint.put(toDrawnBar(bar, this.footprint.find(bar.openMs)));
    if (bar.openMs < lastMs) this.#reset();
  }

  #reset(): void {
    this.resets += 1;
    this.parts.bars.change();
  }

  #takeHeat(columns: MarketDeltas['heat']['columns']): void {
    for (const column of columns) {
      const rowSize = Number(column.rowSize);
      if (rowSize !== this.heatRowSize) {
        this.heatRowSize = rowSize;
        this.heat = new HeatRing(HEAT_COLUMN_MS);
      }
      this.heat.add(toRawColumn(column));
    }
  }

  #takeZones({ zones }: MarketDeltas['zones']): void {
    this.zones = zones;
  }
}

/** What became of a signal comes under the id that it has. */
function withNewest<Row extends { readonly id: string; readonly eventMs: number }>(
  rows: readonly Row[] = [],
  row: Row,
): Row[] {
  const at = rows.findIndex(({ id }) => id === row.id);
  if (at >= 0) return rows.with(at, row);
  return [row, ...rows].slice(0, MOST_SIGNALS);
}
