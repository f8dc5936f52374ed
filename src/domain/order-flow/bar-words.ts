// What is told of bars of any length, and of indicators over them: the same between workers, over REST and WebSocket.
import { z } from 'zod';
import { candleView } from './market-words.ts';

export const barIntervals = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;
export const barInterval = z.enum(barIntervals);
export type BarInterval = z.output<typeof barInterval>;

/** Length of each in ms; all begin at multiples of it since the epoch, which for days is midnight UTC. */
export const barIntervalMs: Readonly<Record<BarInterval, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};

/** An indicator of the list with settings that differ from its defaults: `rsi`, `ema:length=50`, `ema:length=50:seed=first`. */
export const indicatorName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z][A-Za-z0-9-]*(:[A-Za-z]+=[A-Za-z0-9.-]+)*$/);

/** Shown where nobody asks for others. */
export const defaultIndicators = [
  'ema:length=20',
  'ema:length=50',
  'vwap',
  'bollinger',
  'rsi',
  'macd',
  'atr',
] as const;

/** The last bars of one length. */
export const barWish = z.object({
  instrument: z.string(),
  interval: barInterval,
  limit: z.int().min(1).max(1000),
});

export const indicatorWish = barWish.extend({ names: z.array(indicatorName).min(1).max(20) });

export const indicatorSeries = z.object({
  /** As it was asked for. */
  name: z.string(),
  summary: z.string(),
  /** Names of what it tells, such as upper, middle and lower. */
  outputs: z.array(z.string()),
  /** For each output a value a bar; null where it is not known yet. Prices in quote currency. */
  values: z.array(z.array(z.number().nullable())),
});

/** Over closed bars alone, oldest first. */
export const indicatorView = z.object({
  instrument: z.string(),
  interval: barInterval,
  openMs: z.array(z.number()),
  series: z.array(indicatorSeries),
});
export type IndicatorView = z.output<typeof indicatorView>;

/** A bar that closed, with the value of each output of the indicators that somebody asked for. */
export const closedBar = z.object({
  instrument: z.string(),
  interval: barInterval,
  candle: candleView,
  indicators: z.array(z.object({ name: z.string(), values: z.array(z.number().nullable()) })),
});
export type ClosedBar = z.output<typeof closedBar>;
