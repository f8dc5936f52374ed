import type { CandleView } from '../../../../domain/order-flow/market-words.ts';
import type { CreatePart } from './flow-part.ts';

const KEPT = 300;
/** Longer ones are made of these by whoever shows them. */
const interval = '1m';

export const createCandlesPart: CreatePart = (instrument) => {
  /** By opening, oldest first. */
  let shown = new Map<number, CandleView>();
  let gathered = new Map<number, CandleView>();
  return {
    everyMs: 1000,
    begin({ candles }) {
      shown = new Map(candles.slice(-KEPT).map((candle) => [candle.openMs, candle]));
      gathered = new Map();
    },
    add({ candles }) {
      for (const candle of candles) gathered.set(candle.openMs, candle);
    },
    drain() {
      if (gathered.size === 0) return [];
      const candles = [...gathered.values()].sort((a, b) => a.openMs - b.openMs);
      gathered = new Map();
      for (const candle of candles) shown.set(candle.openMs, candle);
      for (const openMs of shown.keys()) {
        if (shown.size <= KEPT) break;
        shown.delete(openMs);
      }
      return [{ instrument, interval, candles }];
    },
    snapshot: () => ({ instrument, interval, candles: [...shown.values()] }),
  };
};
