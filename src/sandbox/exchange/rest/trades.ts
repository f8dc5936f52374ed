import type { AggTradeEvent, TradeEvent } from '../../market/market-event.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { allKinds, type Endpoint, flat } from './endpoint.ts';
import type { Params } from './params.ts';
import { Refusal } from './refusal.ts';

export const trades: readonly Endpoint[] = [
  {
    path: 'trades',
    kinds: allKinds,
    weight: flat(25, 5),
    answer({ params }) {
      const record = params.symbol();
      const limit = params.limit(500, 1000);
      params.end();
      return record.trades.last(limit).map((trade) => toTrade(record, trade));
    },
  },
  {
    path: 'historicalTrades',
    kinds: allKinds,
    weight: flat(25, 20),
    answer({ params }) {
      const record = params.symbol();
      const limit = params.limit(500, 1000);
      const fromId = params.integer('fromId');
      params.end();
      const found =
        fromId === undefined
          ? record.trades.last(limit)
          : record.trades.from(({ tradeId }) => tradeId >= fromId, limit);
      return found.map((trade) => toTrade(record, trade));
    },
  },
  {
    path: 'aggTrades',
    kinds: allKinds,
    weight: flat(4, 20),
    answer({ params, kind }) {
      const record = params.symbol();
      const found = readAggTrades(record, params);
      params.end();
      const { amounts } = record;
      return found.map(({ aggId, ticks, lots, firstId, lastId, atMs, isBuyerMaker }) => ({
        a: aggId,
        p: amounts.price(ticks),
        q: amounts.size(lots),
        f: firstId,
        l: lastId,
        T: atMs,
        m: isBuyerMaker,
        ...(kind === 'spot' ? { M: true } : {}),
      }));
    },
  },
];

function readAggTrades({ aggTrades }: SymbolRecord, params: Params): readonly AggTradeEvent[] {
  const limit = params.limit(500, 1000);
  const fromId = params.integer('fromId');
  const startMs = params.integer('startTime');
  const endMs = params.integer('endTime');
  if (fromId !== undefined && (startMs !== undefined || endMs !== undefined))
    throw new Refusal(-1128, 'Combination of optional parameters invalid.');
  if (fromId !== undefined) return aggTrades.from(({ aggId }) => aggId >= fromId, limit);
  if (startMs === undefined && endMs === undefined) return aggTrades.last(limit);
  const before = (trade: AggTradeEvent) => endMs === undefined || trade.atMs <= endMs;
  if (startMs !== undefined) return aggTrades.from(({ atMs }) => atMs >= startMs, limit).filter(before);
  return aggTrades.last(Number.MAX_SAFE_INTEGER).filter(before).slice(-limit);
}

function toTrade({ instrument, amounts }: SymbolRecord, trade: TradeEvent): object {
  const value = amounts.value(BigInt(amounts.valueOf(trade.ticks, trade.lots)));
  return {
    id: trade.tradeId,
    price: amounts.price(trade.ticks),
    qty: amounts.size(trade.lots),
    ...(instrument.kind === 'coinm' ? { baseQty: value } : { quoteQty: value }),
    time: trade.atMs,
    isBuyerMaker: trade.isBuyerMaker,
    ...(instrument.kind === 'spot' ? { isBestMatch: true } : {}),
  };
}
