// The words of the market as the gateway tells them, for pages that draw them.
import type { ReplyOf } from './routes.ts';

export type InstrumentState = ReplyOf<'GET /api/market/instruments'>[number];
export type CandleView = ReplyOf<'GET /api/market/instruments/{instrument}/candles'>[number];
export type FootprintView = ReplyOf<'GET /api/market/instruments/{instrument}/footprint'>[number];
export type IndicatorView = ReplyOf<'GET /api/market/instruments/{instrument}/indicators'>;
export type ProfileView = ReplyOf<'GET /api/market/instruments/{instrument}/profile'>;
export type BookView = ReplyOf<'GET /api/market/instruments/{instrument}/book'>;
export type PrintView = ReplyOf<'GET /api/market/instruments/{instrument}/trades'>[number];
export type AnomalyEvent = ReplyOf<'GET /api/market/anomalies'>[number];
export type DetectorRow = ReplyOf<'GET /api/market/detectors'>[number];
export type SignalStatistics = ReplyOf<'GET /api/market/signals/statistics'>;

export const candleIntervals = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;
export type CandleInterval = (typeof candleIntervals)[number];
export const intervalMs: Readonly<Record<CandleInterval, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};
