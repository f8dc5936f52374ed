// One invented instrument: a price that wanders, trades, bars, book and heat, in the words of the program.
import type {
  BookView,
  FlowStats,
  FootprintView,
  HeatColumn,
  InstrumentState,
  PrintView,
  ProfileView,
  ZoneView,
} from '../../../../src/domain/order-flow/market-words.ts';
import { createDraws, type Draws } from './draws.ts';
import { MINUTE_MS, SimulatedBars } from './simulated-bars.ts';
import { SimulatedBook } from './simulated-book.ts';

const MOST_TRADES = 600;
const MOST_COLUMNS = 2048;
export const STEP_MS = 250;

export class SimulatedSymbol {
  readonly instrument: InstrumentState;
  readonly bars: SimulatedBars;
  readonly trades: PrintView[] = [];
  readonly heat: HeatColumn[] = [];
  readonly #draws: Draws;
  readonly #book: SimulatedBook;
  readonly #rowTicks: number;
  readonly #usualLots: number;
  #ticks: number;
  #drift = 0;
  #id = 1;
  nowMs: number;

  constructor(instrument: InstrumentState, startPrice: number, seed: number, nowMs: number) {
    this.instrument = instrument;
    this.#draws = createDraws(seed);
    this.#ticks = Math.round(startPrice / this.#tick);
    this.#rowTicks = Math.max(1, Math.round(this.#ticks * 0.00005));
    this.bars = new SimulatedBars(this.#rowTicks);
    this.#usualLots = Math.max(2, Math.round((30_000 / startPrice) * 10 ** instrument.sizeDecimals));
    this.#book = new SimulatedBook(this.#draws, this.#usualLots);
    this.nowMs = nowMs;
  }

  get #tick(): number {
    return this.instrument.tickUnits / 10 ** this.instrument.priceDecimals;
  }

  readonly toPrice = (ticks: number): string => (ticks * this.#tick).toFixed(this.instrument.priceDecimals);
  readonly toSize = (lots: number): string =>
    (lots / 10 ** this.instrument.sizeDecimals).toFixed(this.instrument.sizeDecimals);

  get price(): number {
    return this.#ticks;
  }

  /** Time goes on. Gives what changed. */
  step(stepMs: number): { trades: PrintView[]; book: BookView; heat: HeatColumn } {
    const trades = this.trade(stepMs);
    const { bids, asks } = this.#book.move(this.#ticks);
    const { fromTicks, cells } = this.#book.toHeat(this.#ticks, this.#rowTicks);
    const column = {
      atMs: this.nowMs,
      from: this.toPrice(fromTicks),
      rowSize: this.toPrice(this.#rowTicks),
      cells: Buffer.from(cells).toString('base64'),
    };
    this.heat.push(column);
    this.heat.splice(0, Math.max(0, this.heat.length - MOST_COLUMNS));
    return { trades, book: this.#toBook(bids, asks), heat: column };
  }

  /** The same without the book, for a past that nobody sees it of. */
  trade(stepMs: number): PrintView[] {
    this.nowMs += stepMs;
    this.#drift = this.#drift * 0.985 + this.#draws.normal() * 0.06;
    const pull = this.#rowTicks * Math.sqrt(stepMs / 1000);
    this.#ticks = Math.max(50, this.#ticks + Math.round((this.#drift + this.#draws.normal() * 0.4) * pull));
    const trades = Array.from({ length: this.#draws.whole(Math.ceil(stepMs / 90)) }, () => this.#print());
    this.trades.push(...trades);
    this.trades.splice(0, Math.max(0, this.trades.length - MOST_TRADES));
    return trades;
  }

  #print(): PrintView {
    const isBuy = this.#draws.next() < 0.5 + Math.max(-0.3, Math.min(0.3, this.#drift));
    const isLarge = this.#draws.next() < 0.012;
    const lots = Math.max(
      1,
      Math.round(this.#usualLots * 0.3 * Math.exp(this.#draws.normal()) * (isLarge ? 25 : 1)),
    );
    const price = this.#ticks + (isBuy ? 1 : 0);
    this.bars.add(this.nowMs, price, lots, isBuy);
    return {
      id: this.#id++,
      atMs: this.nowMs,
      side: isBuy ? 'buy' : 'sell',
      price: this.toPrice(price),
      size: this.toSize(lots),
      trades: 1 + this.#draws.whole(isLarge ? 14 : 3),
      isLarge,
    };
  }

  #toBook(bids: [number, number][], asks: [number, number][]): BookView {
    const toLevel = ([price, lots]: [number, number]): [string, string] => [
      this.toPrice(price),
      this.toSize(lots),
    ];
    return {
      instrument: this.instrument.id,
      atMs: this.nowMs,
      id: this.#id,
      isKnown: this.instrument.state !== 'syncing',
      bids: bids.map(toLevel),
      asks: asks.map(toLevel),
    };
  }

  toBook(levels: number): BookView {
    return this.#toBook(this.#book.levels('bids', levels), this.#book.levels('asks', levels));
  }

  toFootprint(limit: number): FootprintView[] {
    const { bars } = this.bars;
    return bars
      .slice(-limit)
      .map((bar) => this.bars.toFootprint(bar, bar !== bars.at(-1), this.toPrice, this.toSize));
  }

  toProfile(): ProfileView {
    const rows = new Map<number, [number, number]>();
    for (const bar of this.bars.bars)
      for (const [price, [sold, bought]] of bar.rows) {
        const row = rows.get(price) ?? [0, 0];
        rows.set(price, [row[0] + sold, row[1] + bought]);
      }
    const inOrder = [...rows].sort(([a], [b]) => a - b);
    const poc = inOrder.toSorted(([, a], [, b]) => b[0] + b[1] - a[0] - a[1])[0];
    const at = (share: number): string | null =>
      inOrder.length === 0 ? null : this.toPrice(inOrder[Math.floor(inOrder.length * share)]?.[0] ?? 0);
    return {
      fromMs: this.bars.bars[0]?.openMs ?? null,
      binSize: this.toPrice(this.#rowTicks),
      poc: poc ? this.toPrice(poc[0]) : null,
      valueAreaHigh: at(0.72),
      valueAreaLow: at(0.3),
      rows: inOrder.map(([price, [sold, bought]]) => [
        this.toPrice(price),
        this.toSize(sold),
        this.toSize(bought),
      ]),
    };
  }

  toZones(): ZoneView[] {
    const bars = this.bars.bars.slice(-180);
    const high = Math.max(...bars.map((bar) => bar.high));
    const low = Math.min(...bars.map((bar) => bar.low));
    const height = this.#rowTicks * 2;
    const zone = (kind: string, side: ZoneView['side'], at: number, touches: number): ZoneView => ({
      id: `${this.instrument.id}-${kind}-${side}`,
      kind,
      side,
      low: this.toPrice(at - height),
      high: this.toPrice(at),
      touches,
      sinceMs: this.nowMs - 150 * MINUTE_MS,
      lastMs: this.nowMs - 12 * MINUTE_MS,
      sources: [kind, 'volume'],
    });
    return [
      zone('turn', 'resistance', high, 4),
      zone('turn', 'support', low + height, 3),
      zone('volume-node', 'support', Math.round(low + (high - low) * 0.35), 6),
    ];
  }

  toStats(): FlowStats {
    const { bars, cvd } = this.bars;
    const first = bars[0]?.open ?? this.#ticks;
    const volume = bars.reduce((sum, { buy, sell }) => sum + buy + sell, 0);
    const worth = bars.reduce((sum, { buy, sell, close }) => sum + (buy + sell) * close, 0);
    const isKnown = this.instrument.state === 'live';
    return {
      instrument: this.instrument.id,
      atMs: this.nowMs,
      price: this.toPrice(this.#ticks),
      sessionFromMs: Math.floor(this.nowMs / 86_400_000) * 86_400_000,
      sessionMissing: 0,
      changePercent: (this.#ticks / first - 1) * 100,
      volume: this.toSize(volume),
      delta: this.toSize(cvd),
      cvd: this.toSize(cvd),
      spread: isKnown ? this.toPrice(1) : null,
      imbalance: isKnown ? Math.tanh(this.#drift) : null,
      ofi: this.toSize(Math.round(this.#drift * this.#usualLots * 8)),
      vwap: volume === 0 ? null : (worth / volume) * this.#tick,
      vwapDeviation: this.#rowTicks * this.#tick * 9,
      atr: this.#rowTicks * this.#tick * 6,
      volumePerSecond: isKnown ? this.toSize(Math.round(this.#usualLots * 1.4)) : null,
      buyShare: isKnown ? 0.5 + Math.tanh(this.#drift) / 3 : null,
      signals: 24,
      anomalies: 3,
    };
  }
}
