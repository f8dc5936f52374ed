// Turns the records of one instrument into its order-flow state, and says when something happened that a detector may look at.
import { type FeedRecord, gapReasons } from '../market/feed-record.ts';
import type { Instrument } from '../market/instrument.ts';
import type { OrderBook } from '../market/order-book.ts';
import { FootprintBuilder } from './bars/footprint-builder.ts';
import type { GrowingBar } from './bars/growing-bar.ts';
import { MeanTrueRange } from './bars/mean-true-range.ts';
import { BookTracker } from './book/book-tracker.ts';
import { LevelSamples } from './book/level-samples.ts';
import type { Aggressor, DepthChanges, FlowView, Print, Touch } from './flow-view.ts';
import type { FootprintBar } from './footprint.ts';
import { HELD_SECONDS, SecondRing } from './seconds/second-ring.ts';

const DAY_MS = 86_400_000;
const HELD_BARS = 240;
/** A trade may come after a depth event of a later time: a bar waits so long for its last ones. What is older was filled in later. */
const LATE_MS = 1000;

/**
 * Called while a record is taken. A record that ends seconds or bars first ends these, then counts itself. What a listener throws
 * comes out of `accept`, and nothing is told twice.
 */
export type FlowListener = {
  readonly onTrade?: (print: Print, view: FlowView) => void;
  /** Instead of `onTrade` for a trade more than a second old: it counts in sums and the bar's rows, not as the present price. */
  readonly onLateTrade?: (print: Print, view: FlowView) => void;
  /** Also after a snapshot, which changed nothing as far as `view.changes` tells. */
  readonly onDepth?: (view: FlowView) => void;
  /** For each second that ended, while `view.nowMs` is its end; after a hole for the last 3600 only. */
  readonly onSecond?: (view: FlowView) => void;
  readonly onBar?: (bar: FootprintBar, view: FlowView) => void;
  readonly onGap?: (view: FlowView) => void;
  /** The cumulative delta begins anew at this midnight; the bars before it have been told. */
  readonly onCvdReset?: (atMs: number) => void;
  /** Trades since this moment are missing, or may be: bars that reach beyond it are partial now. */
  readonly onTradesLost?: (fromMs: number, view: FlowView) => void;
};

export type FlowSettings = {
  readonly barMs: number;
  readonly binTicks: number;
  readonly cvdReset: 'never' | 'utc-day';
  /** How far behind the touch a level counts for `levels`. */
  readonly levelTicks: number;
};

export const flowDefaults: FlowSettings = {
  barMs: 60_000,
  binTicks: 10,
  cvdReset: 'never',
  levelTicks: 50,
};

export type FlowState = {
  readonly view: FlowView;
  /** Every trade since then was seen; Infinity from where trades are lost to the next one, and before the first. */
  readonly wholeFromMs: number;
  /** Takes the feed's records of this instrument in their order. */
  readonly accept: (record: Readonly<FeedRecord>) => void;
};

/** Price, size and time in the record's units: ticks, lots, ms. Times are 0 and prices NaN until they are known. */
export function createFlowState(
  instrument: Instrument,
  listener: FlowListener = {},
  settings: Partial<FlowSettings> = {},
): FlowState {
  const flow = new Flow(instrument, listener, { ...flowDefaults, ...settings });
  return {
    view: flow,
    get wholeFromMs() {
      return flow.wholeFromMs;
    },
    accept: (record) => flow.accept(record),
  };
}

class Flow implements FlowView {
  readonly instrument: Instrument;
  readonly #listener: FlowListener;
  readonly #settings: FlowSettings;
  readonly #tracker = new BookTracker();
  readonly #builder: FootprintBuilder;
  readonly #atr = new MeanTrueRange(14, 3);
  readonly #print: { -readonly [K in keyof Print]: Print[K] };
  readonly #bought = new Map<number, number>();
  readonly #sold = new Map<number, number>();
  readonly book: OrderBook = this.#tracker.book;
  readonly touch: Touch = this.#tracker.touch;
  readonly changes: DepthChanges = this.#tracker.changes;
  readonly bars: GrowingBar[] = [];
  readonly seconds = new SecondRing();
  readonly levels: LevelSamples;
  nowMs = 0;
  startedMs = 0;
  bookMs = 0;
  price = Number.NaN;
  cvd = 0;
  #secondEndMs = 0;
  #cvdDay = -1;
  #lastTradeMs = 0;

  constructor(instrument: Instrument, listener: FlowListener, settings: FlowSettings) {
    this.instrument = instrument;
    this.#listener = listener;
    this.#settings = settings;
    this.levels = new LevelSamples(settings.levelTicks);
    this.#print = { id: 0, eventMs: 0, aggressor: 'buy', price: 0, size: 0 };
    this.#builder = new FootprintBuilder(
      { by: 'time', intervalMs: settings.barMs },
      settings.binTicks,
      (bar) => this.#barClosed(bar),
    );
    this.#builder.lose();
  }

  get isBookKnown(): boolean {
    return this.#tracker.isKnown;
  }

  get bar(): FootprintBar | undefined {
    return this.#builder.bar;
  }

  get wholeFromMs(): number {
    return this.#builder.wholeFromMs;
  }

  get atr(): number {
    return this.#atr.value;
  }

  tradedSinceDepth(price: number, aggressor: Aggressor): number {
    return (aggressor === 'buy' ? this.#bought : this.#sold).get(price) ?? 0;
  }

  accept(record: Readonly<FeedRecord>): void {
    if (record.eventMs > this.nowMs) this.#advance(record.eventMs);
    switch (record.kind) {
      case 'bid':
        return this.#tracker.setBid(record.price, record.size);
      case 'ask':
        return this.#tracker.setAsk(record.price, record.size);
      case 'bestBid':
        this.#tracker.touch.bid = record.price;
        this.#tracker.touch.bidSize = record.size;
        return;
      case 'bestAsk':
        this.#tracker.touch.ask = record.price;
        this.#tracker.touch.askSize = record.size;
        return this.seconds.addSpread(this.touch.ask - this.touch.bid);
      case 'depth':
        return this.#depthEnded(record.eventMs);
      case 'buy':
      case 'sell':
        return this.#traded(record, record.kind);
      case 'snapshot':
        return this.#tracker.load();
      case 'gap':
        this.#tracker.lose();
        this.#forgetTraded();
        if (hidesTrades(record)) this.#loseTrades(this.nowMs);
        this.#listener.onGap?.(this);
        return;
      case 'missedTrades':
        // told with the next trade: where they were was not seen, but that it was after the one before
        return this.#loseTrades(this.#lastTradeMs || this.nowMs);
    }
  }

  #traded({ id, eventMs, price, size }: Readonly<FeedRecord>, aggressor: Aggressor): void {
    const isBuy = aggressor === 'buy';
    // a bar that ends here is told before the trade counts
    this.#endBars(eventMs);
    this.cvd += isBuy ? size : -size;
    const isLate = eventMs > 0 && eventMs < this.nowMs - LATE_MS;
    if (isLate) this.#builder.addLate(aggressor, price, size);
    else {
      this.price = price;
      this.#lastTradeMs = eventMs || this.nowMs;
      if (this.#builder.wholeFromMs === Number.POSITIVE_INFINITY)
        this.#builder.wholeFromMs = this.#lastTradeMs;
      this.seconds.addTrade(isBuy, price, size);
      this.#builder.add(eventMs, aggressor, price, size);
    }
    if (this.isBookKnown && !isLate) {
      const traded = isBuy ? this.#bought : this.#sold;
      traded.set(price, (traded.get(price) ?? 0) + size);
    }
    const print = this.#print;
    print.id = id;
    print.eventMs = eventMs;
    print.aggressor = aggressor;
    print.price = price;
    print.size = size;
    if (isLate) this.#listener.onLateTrade?.(print, this);
    else this.#listener.onTrade?.(print, this);
  }

  #loseTrades(fromMs: number): void {
    this.#builder.lose();
    for (let at = this.bars.length - 1; at >= 0; at--) {
      const bar = this.bars[at]!;
      if (bar.openMs + this.#settings.barMs <= fromMs) break;
      bar.isPartial = true;
    }
    this.#listener.onTradesLost?.(fromMs, this);
  }

  #depthEnded(eventMs: number): void {
    const imbalance = this.#tracker.complete();
    if (imbalance === undefined) return;
    this.bookMs = eventMs || this.nowMs;
    this.seconds.addImbalance(imbalance);
    this.seconds.addSpread(this.book.spread);
    this.#listener.onDepth?.(this);
    // only now: an iceberg shows by what was traded against what the event left
    this.#forgetTraded();
  }

  #forgetTraded(): void {
    if (this.#bought.size > 0) this.#bought.clear();
    if (this.#sold.size > 0) this.#sold.clear();
  }

  #advance(eventMs: number): void {
    if (eventMs >= this.#secondEndMs) this.#roll(eventMs);
    this.nowMs = eventMs;
  }

  /** Ends every second up to this time. A hole of more than an hour leaves the ring with the hour before this time. */
  #roll(eventMs: number): void {
    const secondMs = Math.floor(eventMs / 1000) * 1000;
    if (this.startedMs === 0) {
      this.startedMs = eventMs;
      this.#secondEndMs = secondMs + 1000;
      return;
    }
    this.#endSecond();
    this.#secondEndMs = Math.max(this.#secondEndMs, secondMs - (HELD_SECONDS - 1) * 1000);
    while (this.#secondEndMs < secondMs + 1000) this.#endSecond();
  }

  #endSecond(): void {
    const endMs = this.#secondEndMs;
    // before anyone is told: a listener that throws must not have this second told again
    this.#secondEndMs = endMs + 1000;
    this.nowMs = endMs;
    this.seconds.end(endMs - 1000);
    this.levels.sample(this.isBookKnown ? this.book : undefined);
    this.#listener.onSecond?.(this);
    this.#endBars(endMs - LATE_MS);
  }

  /** The day's delta ends with the day's last bar: at the first trade of the next day, or a second after midnight. */
  #endBars(nowMs: number): void {
    this.#builder.advance(nowMs);
    const day = Math.floor(nowMs / DAY_MS);
    if (day <= this.#cvdDay) return;
    const isFirst = this.#cvdDay < 0;
    this.#cvdDay = day;
    if (this.#settings.cvdReset !== 'utc-day' || isFirst) return;
    this.cvd = 0;
    this.#listener.onCvdReset?.(day * DAY_MS);
  }

  #barClosed(bar: GrowingBar): void {
    this.bars.push(bar);
    if (this.bars.length > HELD_BARS) this.bars.shift();
    this.#atr.add(bar);
    this.#listener.onBar?.(bar, this);
  }
}

/** Trades may have come while nobody took them. */
function hidesTrades({ size }: Readonly<FeedRecord>): boolean {
  return gapReasons[size] === 'disconnected' || gapReasons[size] === 'overrun';
}
