// Turns what the book does during one action into events: trades, trades of one order together, changed levels, the new top.
import type { MarketEvent } from './market-event.ts';
import type { BookListener, MatchingBook } from './matching-book.ts';

export type Ids = { tradeId: number; aggId: number; updateId: number };

type Taken = { ticks: number; lots: number; isBuyerMaker: boolean; firstId: number; lastId: number };

export type ActionRecorder = BookListener & {
  /** Fills since the action began: lots, and lots times ticks. */
  readonly filled: { readonly lots: number; readonly value: number };
  begin(): void;
  /** Of futures, ids skip `idGap` between actions, because all symbols share them. */
  end(book: MatchingBook, atMs: number, idGap: number): void;
  /** What was traded at one price by one order so far becomes one event. */
  endOrder(): void;
};

export function createActionRecorder(ids: Ids, emit: (event: MarketEvent) => void): ActionRecorder {
  const changed = new Map<number, number>();
  const trades: MarketEvent[] = [];
  const filled = { lots: 0, value: 0 };
  let touched = 0;
  let taken: Taken | undefined;
  let atMs = 0;
  let top = { bidTicks: 0, bidLots: 0, askTicks: 0, askLots: 0 };

  const endOrder = () => {
    if (!taken) return;
    trades.push({ type: 'aggTrade', atMs: 0, aggId: ++ids.aggId, ...taken });
    taken = undefined;
  };

  return {
    filled,
    endOrder,
    begin() {
      filled.lots = 0;
      filled.value = 0;
    },
    onFill(ticks, lots, isBuyerMaker) {
      const tradeId = ++ids.tradeId;
      trades.push({ type: 'trade', atMs: 0, tradeId, ticks, lots, isBuyerMaker });
      filled.lots += lots;
      filled.value += lots * ticks;
      if (taken && taken.ticks === ticks) {
        taken.lots += lots;
        taken.lastId = tradeId;
        return;
      }
      endOrder();
      taken = { ticks, lots, isBuyerMaker, firstId: tradeId, lastId: tradeId };
    },
    onLevel(isBid, ticks, lots) {
      touched++;
      // bids under negative keys, so that both sides share one map
      changed.set(isBid ? -ticks : ticks, lots);
    },
    end(book, endMs, idGap) {
      endOrder();
      atMs = endMs;
      for (const trade of trades) emit({ ...trade, atMs });
      trades.length = 0;
      if (touched === 0) return;
      const firstUpdateId = ids.updateId + 1 + idGap;
      ids.updateId = firstUpdateId + touched - 1;
      touched = 0;
      const changes = Array.from(changed, ([key, lots]) => ({ isBid: key < 0, ticks: Math.abs(key), lots }));
      changed.clear();
      emit({ type: 'depth', atMs, firstUpdateId, lastUpdateId: ids.updateId, changes });
      const bid = book.bids.best();
      const ask = book.asks.best();
      const now = {
        bidTicks: bid?.ticks ?? 0,
        bidLots: bid?.lots ?? 0,
        askTicks: ask?.ticks ?? 0,
        askLots: ask?.lots ?? 0,
      };
      const isSame =
        now.bidTicks === top.bidTicks &&
        now.bidLots === top.bidLots &&
        now.askTicks === top.askTicks &&
        now.askLots === top.askLots;
      if (isSame) return;
      top = now;
      emit({ type: 'bookTop', atMs, updateId: ids.updateId, ...now });
    },
  };
}
