// What candles are made of has to be whole numbers, or sums would not be exact.
import { AppError } from '../../core/errors.ts';
import type { Candle, CandleTrade } from './candle.ts';

export function checkInterval(intervalMs: number, ofMs = 1): void {
  if (Number.isSafeInteger(intervalMs) && intervalMs > 0 && intervalMs % ofMs === 0) return;
  throw new AppError('CANDLE_INVALID', `A candle cannot last ${intervalMs} ms.`, {
    details: { intervalMs, ofMs },
  });
}

export function checkTrade(trade: CandleTrade): void {
  const { id, timeMs, priceTicks, sizeLots } = trade;
  if (isWhole(id) && isWhole(timeMs) && isWhole(priceTicks) && isWhole(sizeLots)) return;
  throw new AppError('CANDLE_INVALID', 'A trade is not in whole ticks, lots and milliseconds.', {
    details: { trade: JSON.stringify(trade) },
  });
}

export function checkSource(candle: Candle, sourceMs: number, previousMs: number): void {
  if (candle.startMs > previousMs && candle.startMs % sourceMs === 0) return;
  throw new AppError('CANDLE_INVALID', 'A candle is not where the next one has to be.', {
    details: { startMs: candle.startMs, previousMs, sourceMs },
  });
}

/** The sum, exact or refused. */
export function addLots(a: number, b: number): number {
  const sum = a + b;
  if (Number.isSafeInteger(sum)) return sum;
  throw new AppError('CANDLE_INVALID', 'The volume of a candle is beyond what is counted exactly.', {
    details: { lots: [a, b] },
  });
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
