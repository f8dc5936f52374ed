// Candles of the time before the market was opened: a random walk backwards from its first price.
import type { Random } from '../../../core/random.ts';
import { drawLogNormal, drawNormal } from '../../market/draws.ts';
import { type SimulatedInstrument, toLots, toTicks } from '../../market/instrument.ts';
import type { Amounts } from '../amounts.ts';
import type { Candle } from './candle.ts';
import { openOf } from './intervals.ts';

const YEAR_MS = 365 * 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const VOLATILITY = 0.6;
const TRADES_A_MINUTE = 600;
/** Spans before the opening, each with rows of one length, newest first; borders lie on the border of a day. */
const spans = [
  { days: 2, rowMs: MINUTE_MS },
  { days: 40, rowMs: HOUR_MS },
  { days: 900, rowMs: DAY_MS },
] as const;

type Options = {
  readonly instrument: SimulatedInstrument;
  readonly amounts: Amounts;
  readonly random: Random;
  readonly untilMs: number;
  readonly lastTicks: number;
  readonly lastTradeId: number;
};

export function createBackHistory(options: Options): Candle[] {
  const { instrument, untilMs } = options;
  const rows: Candle[] = [];
  let close = options.lastTicks;
  let lastId = options.lastTradeId;
  let endMs = openOf(MINUTE_MS, untilMs);
  for (const { days, rowMs } of spans) {
    const startMs = openOf(DAY_MS, endMs) - days * DAY_MS;
    while (endMs > startMs) {
      const row = createRow(options, { openMs: endMs - rowMs, lengthMs: rowMs, close, lastId });
      rows.push(row);
      close = Math.max(toTicks(instrument, instrument.startPrice / 20), row.open);
      lastId = row.firstId - 1;
      endMs -= rowMs;
    }
  }
  return rows.reverse();
}

function createRow(
  { instrument, amounts, random }: Options,
  { openMs, lengthMs, close, lastId }: Pick<Candle, 'openMs' | 'lengthMs' | 'close' | 'lastId'>,
): Candle {
  const sigma = VOLATILITY * instrument.beta * Math.sqrt(lengthMs / YEAR_MS);
  const open = Math.max(1, Math.round(close * Math.exp(-sigma * drawNormal(random))));
  const wick = () => Math.abs(drawNormal(random)) * sigma * 0.6;
  const high = Math.max(open, close, Math.round(Math.max(open, close) * (1 + wick())));
  const low = Math.max(1, Math.min(open, close, Math.round(Math.min(open, close) * (1 - wick()))));
  const count = Math.max(
    1,
    Math.round((TRADES_A_MINUTE * lengthMs * drawLogNormal(random, 0.5)) / MINUTE_MS),
  );
  const lots = count * toLots(instrument, instrument.orderValue * 0.12, instrument.startPrice);
  const share = Math.min(0.9, Math.max(0.1, 0.5 + (2 * (close - open)) / Math.max(1, high - low) / 10));
  const takerLots = Math.round(lots * share);
  const middle = Math.round((high + low) / 2);
  // by the row, because the value of all trades of a day exceeds what a number holds exactly
  const worth = (total: number) => BigInt(amounts.valueOf(middle, 1000)) * BigInt(Math.round(total / 1000));
  return {
    ...{ openMs, lengthMs, open, high, low, close, lots, count, takerLots },
    value: worth(lots),
    takerValue: worth(takerLots),
    firstId: lastId - count + 1,
    lastId,
  };
}
