import { priceOf, showPrice, showSize } from '../../../domain/market/instrument.ts';
import { createBookImbalance } from '../../../domain/order-flow/book/book-imbalance.ts';
import type { FlowStats } from '../../../domain/order-flow/market-words.ts';
import type { SymbolRun } from '../flow/symbol-run.ts';

const IMBALANCE_LEVELS = 10;
const MINUTE_S = 60;
const imbalanceOf = createBookImbalance(IMBALANCE_LEVELS);

export function toStats({ instrument, view, ledger, cvd: line, signals, anomalies }: SymbolRun): FlowStats {
  const { price, cvd, book, isBookKnown, seconds, atr, nowMs } = view;
  const size = (lots: number) => showSize(instrument, lots);
  const quote = (ticks: number) => (Number.isNaN(ticks) ? null : priceOf(instrument, ticks));
  const { fromMs, missing, open, buy, sell, vwap } = ledger.figures(nowMs);
  const held = Math.min(MINUTE_S, seconds.length);
  let [bought, sold, flow] = [0, 0, 0];
  for (let age = 0; age < held; age++) {
    bought += seconds.buy(age);
    sold += seconds.sell(age);
    flow += seconds.ofi(age);
  }
  return {
    instrument: instrument.id,
    atMs: nowMs,
    price: Number.isNaN(price) ? null : showPrice(instrument, price),
    sessionFromMs: finite(fromMs),
    sessionMissing: missing,
    changePercent: finite((price / open - 1) * 100),
    volume: size(buy + sell),
    delta: size(buy - sell),
    cvd: size(cvd + line.offset),
    spread: isBookKnown ? showPrice(instrument, book.spread) : null,
    imbalance: isBookKnown ? finite(imbalanceOf(book)) : null,
    ofi: size(flow),
    vwap: quote(vwap.price),
    vwapDeviation: quote(vwap.deviation),
    atr: quote(atr),
    volumePerSecond: held === 0 ? null : size(Math.round((bought + sold) / held)),
    buyShare: finite(bought / (bought + sold)),
    signals,
    anomalies,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
