import type { Candle, CandleTrade } from './candle.ts';
import { toStartMs } from './candle.ts';
import { addLots, checkInterval, checkTrade } from './candle-checks.ts';

type Open = { -readonly [K in keyof Candle]: Candle[K] } & {
  first: { timeMs: number; id: number };
  last: { timeMs: number; id: number };
};

export type CandleBuilder = {
  /** The candle that this trade shows to be over, if any. A trade of an earlier candle is counted as late and left out. */
  push(trade: CandleTrade): Candle | undefined;
  /** The candle that is over at this time, for when no trade comes. */
  advance(timeMs: number): Candle | undefined;
  /** The present candle so far. */
  readonly current: Candle | undefined;
  readonly lateTrades: number;
};

/**
 * Candles from trades, exactly: within a candle trades may come in any order, equal times being ordered by id. An interval
 * without trades has no candle.
 */
export function createCandleBuilder(intervalMs: number): CandleBuilder {
  checkInterval(intervalMs);
  let open: Open | undefined;
  let overUntilMs = 0;
  let lateTrades = 0;

  const close = (atMs: number): Candle | undefined => {
    overUntilMs = Math.max(overUntilMs, toStartMs(atMs, intervalMs));
    if (!open || open.startMs >= overUntilMs) return undefined;
    const done = toCandle(open);
    open = undefined;
    return done;
  };

  return {
    push(trade) {
      checkTrade(trade);
      if (trade.timeMs < overUntilMs) {
        lateTrades++;
        return undefined;
      }
      const done = close(trade.timeMs);
      if (open) add(open, trade);
      else open = begin(trade, intervalMs);
      return done;
    },
    advance: close,
    get current() {
      return open && toCandle(open);
    },
    get lateTrades() {
      return lateTrades;
    },
  };
}

function begin({ id, timeMs, priceTicks, sizeLots, isBuy }: CandleTrade, intervalMs: number): Open {
  return {
    startMs: toStartMs(timeMs, intervalMs),
    openTicks: priceTicks,
    highTicks: priceTicks,
    lowTicks: priceTicks,
    closeTicks: priceTicks,
    volumeLots: sizeLots,
    buyLots: isBuy ? sizeLots : 0,
    trades: 1,
    first: { timeMs, id },
    last: { timeMs, id },
  };
}

function add(open: Open, trade: CandleTrade): void {
  const { id, timeMs, priceTicks, sizeLots, isBuy } = trade;
  open.volumeLots = addLots(open.volumeLots, sizeLots);
  if (isBuy) open.buyLots += sizeLots;
  open.trades++;
  open.highTicks = Math.max(open.highTicks, priceTicks);
  open.lowTicks = Math.min(open.lowTicks, priceTicks);
  if (isBefore(trade, open.first)) {
    open.openTicks = priceTicks;
    open.first = { timeMs, id };
  }
  if (isBefore(open.last, trade)) {
    open.closeTicks = priceTicks;
    open.last.timeMs = timeMs;
    open.last.id = id;
  }
}

function isBefore(a: Pick<CandleTrade, 'timeMs' | 'id'>, b: Pick<CandleTrade, 'timeMs' | 'id'>): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.id < b.id);
}

function toCandle({ first, last, ...candle }: Open): Candle {
  return candle;
}
