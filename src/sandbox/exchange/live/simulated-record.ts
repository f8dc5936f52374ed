// What REST knows of a simulated symbol, with a history before the market began.
import type { Random } from '../../../core/random.ts';
import type { BookSide } from '../../market/book-side.ts';
import { toLots, toTicks } from '../../market/instrument.ts';
import type { SymbolMarket } from '../../market/symbol-market.ts';
import { createAmounts } from '../amounts.ts';
import { createBackHistory } from '../record/back-history.ts';
import { createFuturesFacts } from '../record/futures-facts.ts';
import { createSymbolRecord, type PrintedLevel, type SymbolRecord } from '../record/symbol-record.ts';

/** In quote. */
const OPEN_INTEREST = 80_000_000;

type Options = {
  /** Of the candles before the market began; without it there are none. */
  readonly historyRandom: Random | undefined;
  readonly startMs: number;
  readonly nowMs: () => number;
};

export function createSimulatedRecord(
  market: SymbolMarket,
  { historyRandom, startMs, nowMs }: Options,
): SymbolRecord {
  const { instrument, book, ids } = market;
  const { startPrice } = instrument;
  const amounts = createAmounts(instrument);
  const print = ({ levels }: BookSide, limit: number): PrintedLevel[] => {
    const printed: PrintedLevel[] = [];
    for (let i = levels.length - 1; i >= 0 && printed.length < limit; i--) {
      const level = levels[i];
      if (level) printed.push([amounts.price(level.ticks), amounts.size(level.lots)]);
    }
    return printed;
  };
  return createSymbolRecord(instrument, {
    amounts,
    history: historyRandom
      ? createBackHistory({
          ...{ instrument, amounts, random: historyRandom, untilMs: startMs },
          lastTicks: toTicks(instrument, startPrice),
          lastTradeId: ids.tradeId,
        })
      : [],
    futures:
      instrument.kind === 'spot'
        ? undefined
        : createFuturesFacts(startMs, startPrice, toLots(instrument, OPEN_INTEREST, startPrice)),
    book: (limit) => ({
      lastUpdateId: ids.updateId,
      atMs: nowMs(),
      bids: print(book.bids, limit),
      asks: print(book.asks, limit),
    }),
  });
}
