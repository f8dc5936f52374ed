// What only futures have: mark price, funding, open interest.
import type { SymbolRecord } from '../record/symbol-record.ts';
import { bySymbol, type Endpoint, flat, futuresKinds } from './endpoint.ts';
import { Refusal } from './refusal.ts';

const PRICE_DECIMALS = 8;
const INTEREST_RATE = '0.00010000';

export const futures: readonly Endpoint[] = [
  {
    path: 'premiumIndex',
    kinds: futuresKinds,
    weight: bySymbol([1, 10], [1, 10]),
    answer({ params, records, kind, nowMs }) {
      const one = params.optionalSymbol();
      const rows = (one ? [one] : records).flatMap((record) => toPremium(record, nowMs) ?? []);
      return one && kind === 'usdm' ? rows[0] : rows;
    },
  },
  {
    path: 'fundingRate',
    kinds: futuresKinds,
    weight: flat(1, 1),
    answer({ params, records }) {
      const one = params.optionalSymbol();
      const startMs = params.integer('startTime') ?? 0;
      const endMs = params.integer('endTime') ?? Number.MAX_SAFE_INTEGER;
      const limit = params.limit(100, 1000);
      const rows = (one ? [one] : records)
        .flatMap(({ instrument: { symbol }, futures }) =>
          (futures?.funding ?? []).map(({ atMs, rate, mark }) => ({
            symbol,
            fundingTime: atMs,
            fundingRate: rate.toFixed(8),
            markPrice: mark.toFixed(PRICE_DECIMALS),
          })),
        )
        .filter(({ fundingTime }) => fundingTime >= startMs && fundingTime <= endMs)
        .sort((a, b) => a.fundingTime - b.fundingTime);
      return startMs > 0 ? rows.slice(0, limit) : rows.slice(-limit);
    },
  },
  {
    path: 'fundingInfo',
    kinds: futuresKinds,
    weight: flat(1, 1),
    answer: ({ records }) =>
      records.map(({ instrument: { symbol } }) => ({
        symbol,
        adjustedFundingRateCap: '0.02000000',
        adjustedFundingRateFloor: '-0.02000000',
        fundingIntervalHours: 8,
        disclaimer: false,
      })),
  },
  {
    path: 'openInterest',
    kinds: futuresKinds,
    weight: flat(1, 1),
    answer({ params, kind, nowMs }) {
      const { instrument, amounts, futures } = params.symbol();
      if (!futures) throw new Refusal(-1121, 'Invalid symbol.');
      const { symbol, pair } = instrument;
      const openInterest = amounts.size(futures.openInterestLots);
      return kind === 'coinm'
        ? { symbol, pair, openInterest, contractType: 'PERPETUAL', time: nowMs }
        : { symbol, openInterest, time: nowMs };
    },
  },
];

function toPremium({ instrument, futures }: SymbolRecord, nowMs: number): object | undefined {
  if (!futures) return undefined;
  const { mark, index, fundingRate, nextFundingMs } = futures.now;
  return {
    symbol: instrument.symbol,
    ...(instrument.kind === 'coinm' ? { pair: instrument.pair } : {}),
    markPrice: mark.toFixed(PRICE_DECIMALS),
    indexPrice: index.toFixed(PRICE_DECIMALS),
    estimatedSettlePrice: index.toFixed(PRICE_DECIMALS),
    lastFundingRate: fundingRate.toFixed(8),
    interestRate: INTEREST_RATE,
    nextFundingTime: nextFundingMs,
    time: nowMs,
  };
}
