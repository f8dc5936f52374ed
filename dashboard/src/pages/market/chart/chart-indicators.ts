// The indicators that the chart can show, and how: over the price, or in a pane of their own.

export const indicatorIds = ['ema20', 'ema50', 'bollinger', 'rsi', 'macd', 'atr'] as const;
export type IndicatorId = (typeof indicatorIds)[number];

export type IndicatorLine = {
  /** What the indicator calls it. */
  readonly output: string;
  /** Of the colours of the chart. */
  readonly color: 'accent' | 'vwap' | 'cvd' | 'dim';
  readonly look: 'line' | 'dashed' | 'columns';
};

export type ChartIndicator = {
  /** As it is asked for. */
  readonly name: string;
  readonly label: string;
  readonly place: 'price' | 'pane';
  /** Digits after the point; null as those of the price. */
  readonly decimals: number | null;
  /** The first one is told in figures. */
  readonly lines: readonly IndicatorLine[];
};

export const chartIndicators: Readonly<Record<IndicatorId, ChartIndicator>> = {
  ema20: {
    ...{ name: 'ema:length=20', label: 'EMA 20', place: 'price', decimals: null },
    lines: [{ output: 'ema', color: 'accent', look: 'line' }],
  },
  ema50: {
    ...{ name: 'ema:length=50', label: 'EMA 50', place: 'price', decimals: null },
    lines: [{ output: 'ema', color: 'cvd', look: 'line' }],
  },
  bollinger: {
    ...{ name: 'bollinger', label: 'Bollinger 20, 2', place: 'price', decimals: null },
    lines: [
      { output: 'middle', color: 'dim', look: 'dashed' },
      { output: 'upper', color: 'dim', look: 'line' },
      { output: 'lower', color: 'dim', look: 'line' },
    ],
  },
  rsi: {
    ...{ name: 'rsi', label: 'RSI 14', place: 'pane', decimals: 1 },
    lines: [{ output: 'rsi', color: 'accent', look: 'line' }],
  },
  macd: {
    ...{ name: 'macd', label: 'MACD 12, 26, 9', place: 'pane', decimals: null },
    lines: [
      { output: 'macd', color: 'accent', look: 'line' },
      { output: 'signal', color: 'vwap', look: 'line' },
      { output: 'histogram', color: 'dim', look: 'columns' },
    ],
  },
  atr: {
    ...{ name: 'atr', label: 'ATR 14', place: 'pane', decimals: null },
    lines: [{ output: 'atr', color: 'accent', look: 'line' }],
  },
};
