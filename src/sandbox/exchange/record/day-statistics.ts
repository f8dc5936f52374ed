// What happened in the last 24 hours.
import { toDecimalText, toRatioText } from '../decimal-text.ts';
import { mergeCandles } from './candle.ts';
import type { SymbolRecord } from './symbol-record.ts';

const DAY_MS = 86_400_000;

export type DayStatistics = {
  readonly change: string;
  readonly changePercent: string;
  readonly weightedAverage: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly last: string;
  readonly lastSize: string;
  readonly volume: string;
  /** Quote; base of an inverse contract. */
  readonly value: string;
  readonly openMs: number;
  readonly closeMs: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly count: number;
};

/** Undefined before the first trade. */
export function toDayStatistics(record: SymbolRecord, nowMs: number): DayStatistics | undefined {
  const { amounts, instrument, candles, trades } = record;
  const openMs = nowMs - DAY_MS;
  const day = mergeCandles(candles.since(openMs), openMs, DAY_MS);
  if (!day) return undefined;
  const { priceDecimals, tickUnits, sizeDecimals, lotUnits, contractValue } = instrument;
  const change = BigInt(day.close - day.open) * BigInt(tickUnits);
  // inverse: contracts times their value over base; both sides in units of 10^-8
  const scaledLots = (BigInt(day.lots) * BigInt(lotUnits) * 10n ** 8n) / 10n ** BigInt(sizeDecimals);
  const scaledValue = amounts.scaledValue(day.value);
  const weightedAverage =
    contractValue === undefined
      ? toRatioText(scaledValue, scaledLots, priceDecimals)
      : toRatioText(scaledLots * BigInt(contractValue), scaledValue, priceDecimals);
  return {
    change: toDecimalText(change, priceDecimals),
    changePercent: toRatioText(BigInt(day.close - day.open) * 100n, BigInt(day.open), 3),
    weightedAverage,
    open: amounts.price(day.open),
    high: amounts.price(day.high),
    low: amounts.price(day.low),
    last: amounts.price(day.close),
    lastSize: amounts.size(trades.newest?.lots ?? 0),
    volume: amounts.size(day.lots),
    value: amounts.value(day.value),
    openMs,
    closeMs: nowMs,
    firstId: day.firstId,
    lastId: day.lastId,
    count: day.count,
  };
}
