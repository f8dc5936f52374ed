import type { Case, Column, Results } from './case.ts';

export const stockchartsCases: readonly Case[] = [
  {
    vector: 'accum',
    indicator: 'accumulation-distribution',
    columns: { 'MF Multiplier': 'multiplier', 'MF Value': 'flow', ADLine: 'line' },
  },
  {
    vector: 'atr',
    indicator: 'atr',
    settings: { countsFirst: true },
    columns: { TR: 'range', ATR: zeroBefore('atr') },
  },
  {
    vector: 'bbands',
    indicator: 'bollinger',
    columns: {
      MiddleBand: 'middle',
      HighBand: 'upper',
      LowBand: 'lower',
      WidthBand: 'width',
      PercentageBand: 'place',
    },
  },
  {
    vector: 'dc',
    indicator: 'donchian',
    columns: { upper_band: 'upper', lower_band: 'lower', middle_band: 'middle', dc_percentage: 'place' },
  },
  {
    vector: 'easeofmovement',
    indicator: 'ease-of-movement',
    settings: { scale: 100_000_000 },
    columns: { EMV: 'emv', SMA_EMV: 'average' },
  },
  { vector: 'kama', indicator: 'kama', columns: { ER: 'efficiency', KAMA: 'kama' } },
  {
    vector: 'macd',
    indicator: 'macd',
    settings: { seed: 'early' },
    columns: {
      short_ema: 'fast',
      long_ema: 'slow',
      MACD_line: 'macd',
      MACD_signal: 'signal',
      MACD_diff: 'histogram',
    },
    from: { row: 100, why: 'the sheet begins its signal with a mean of later values' },
  },
  { vector: 'obv', indicator: 'obv', columns: { OBV: 'obv' } },
  {
    vector: 'ppo',
    indicator: 'price-oscillator',
    settings: { seed: 'early' },
    columns: { PPO: 'percent', PPO_Signal_Line: 'signal', PPO_Histogram: 'histogram' },
  },
  {
    vector: 'pvo',
    indicator: 'volume-ema-oscillator',
    settings: { seed: 'early' },
    columns: { PVO: 'percent', PVO_Signal_Line: 'signal', PVO_Histogram: 'histogram' },
  },
  { vector: 'rsi', indicator: 'rsi', settings: { seed: 'early' }, columns: { RSI: 'rsi' } },
  { vector: 'stc', indicator: 'schaff', columns: { stc: 'schaff' } },
  {
    vector: 'tsi',
    indicator: 'tsi',
    columns: { TSI: 'tsi' },
    within: { apart: 0.02, why: 'the sheet rounds the weights of its averages' },
  },
  { vector: 'ultosc', indicator: 'ultimate-oscillator', columns: { Ult_Osc: 'uo' } },
  {
    vector: 'vpt',
    indicator: 'price-volume-trend',
    columns: { 'unsmoothed vpt': 'trend', '14-smoothed vpt': 'average' },
  },
  {
    vector: 'wma',
    indicator: 'wma',
    settings: { length: 9 },
    columns: { WMA: 'wma' },
    from: { row: 8, why: 'candles before the first are not in the file' },
  },
];

/** The sheet has 0 where there is no average yet. */
function zeroBefore(output: string) {
  return (results: Results): Column => results.map((result) => result?.[output] ?? 0);
}
