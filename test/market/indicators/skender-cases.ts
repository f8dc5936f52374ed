import type { Bar } from '../../../src/domain/indicators/indicator-input.ts';
import { type Case, type Column, type Results, times } from './case.ts';
import { drawLines, drawPivotLine, drawPivotTrend, shiftBack, zigzagPoints } from './drawing.ts';

export const skenderCases: readonly Case[] = [
  {
    vector: 'adl',
    indicator: 'accumulation-distribution',
    columns: { adl: 'line', moneyFlowMultiplier: 'multiplier', moneyFlowVolume: 'flow' },
  },
  { vector: 'alligator', indicator: 'alligator', columns: { jaw: 'jaw', teeth: 'teeth', lips: 'lips' } },
  {
    vector: 'aroon',
    indicator: 'aroon',
    settings: { ties: 'oldest' },
    columns: { aroonUp: 'up', aroonDown: 'down', oscillator: 'oscillator' },
  },
  { vector: 'atr', indicator: 'atr', columns: { tr: 'range', atr: 'atr', atrp: 'percent' } },
  { vector: 'barpart', indicator: 'candle-part', settings: { part: 'close' }, columns: { value: 'price' } },
  {
    vector: 'beta',
    indicator: 'beta',
    columns: { beta: 'beta', returnsEval: zeroFirst('firstReturn'), returnsMrkt: zeroFirst('secondReturn') },
  },
  { vector: 'cci', indicator: 'cci', columns: { cci: 'cci' } },
  { vector: 'chexit', indicator: 'chandelier-exit', columns: { chandelierExit: 'long' } },
  {
    vector: 'cmf',
    indicator: 'chaikin-money-flow',
    columns: { cmf: 'cmf', moneyFlowMultiplier: 'multiplier', moneyFlowVolume: 'flow' },
  },
  {
    vector: 'corr',
    indicator: 'correlation',
    columns: {
      correlation: 'correlation',
      rSquared: 'rSquared',
      covariance: 'covariance',
      varianceA: 'firstVariance',
      varianceB: 'secondVariance',
    },
  },
  {
    vector: 'dema',
    indicator: 'dema',
    settings: { length: 14, startsTogether: true },
    columns: { dema: 'dema' },
  },
  {
    vector: 'donchian',
    indicator: 'donchian',
    settings: { countsNewest: false },
    columns: { upperBand: 'upper', centerline: 'middle', lowerBand: 'lower', width: 'width' },
  },
  { vector: 'dynamic', indicator: 'mcginley', columns: { dynamic: 'mcginley' } },
  { vector: 'ema', indicator: 'ema', columns: { ema: 'ema' } },
  { vector: 'fcb', indicator: 'fractal-bands', columns: { upperBand: 'upper', lowerBand: 'lower' } },
  { vector: 'force', indicator: 'force-index', settings: { length: 2 }, columns: { forceIndex: 'force' } },
  {
    vector: 'gator',
    indicator: 'gator',
    columns: {
      upper: 'upper',
      lower: 'lower',
      upperIsExpanding: 'upperWidens',
      lowerIsExpanding: 'lowerWidens',
    },
  },
  { vector: 'hma', indicator: 'hma', settings: { length: 14 }, columns: { hma: 'hma' } },
  { vector: 'hurst', indicator: 'hurst', columns: { hurstExponent: 'hurst', hurstExponentAL: 'adjusted' } },
  { vector: 'kama', indicator: 'kama', columns: { er: 'efficiency', kama: 'kama' } },
  { vector: 'kvo', indicator: 'klinger', columns: { oscillator: 'klinger', signal: 'signal' } },
  {
    vector: 'macd',
    indicator: 'macd',
    columns: { macd: 'macd', signal: 'signal', histogram: 'histogram', fastEma: 'fast', slowEma: 'slow' },
  },
  { vector: 'marubozu', indicator: 'marubozu', columns: { match: times(100, 'match'), price: priceOfMatch } },
  { vector: 'obv', indicator: 'obv', columns: { obv: 'obv' } },
  {
    vector: 'pivots',
    indicator: 'pivots',
    settings: { left: 2, right: 2 },
    columns: {
      highPoint: (results) => shiftBack(results, 'high', 2),
      lowPoint: (results) => shiftBack(results, 'low', 2),
      highLine: drawPivotLine('high', 2),
      lowLine: drawPivotLine('low', 2),
      highTrend: drawPivotTrend('high', 2, 0),
      lowTrend: drawPivotTrend('low', 2, 2),
    },
  },
  { vector: 'prs', indicator: 'price-relative', columns: { prs: 'ratio', prsPercent: 'excessReturn' } },
  {
    vector: 'pvo',
    indicator: 'volume-ema-oscillator',
    columns: { pvo: 'percent', signal: 'signal', histogram: 'histogram' },
  },
  {
    vector: 'renko',
    indicator: 'renko',
    columns: {
      isUp: drawBricks(({ bricks }) => Number(bricks! > 0)),
      open: drawBricks(({ bricks, close }, left) => close! - Math.sign(bricks!) * (left + 1)),
      close: drawBricks(({ bricks, close }, left) => close! - Math.sign(bricks!) * left),
      high: drawBricks(({ high }) => high!),
      low: drawBricks(({ low }) => low!),
      volume: drawBricks(({ volume }) => volume!),
    },
  },
  { vector: 'roc', indicator: 'rate-of-change', columns: { momentum: 'momentum', roc: 'percent' } },
  { vector: 'rsi', indicator: 'rsi', columns: { rsi: 'rsi' } },
  {
    vector: 'sma-analysis',
    indicator: 'sma-deviation',
    columns: { sma: 'sma', mad: 'meanAbsolute', mse: 'meanSquare', mape: 'meanShare' },
  },
  { vector: 'smi', indicator: 'stochastic-momentum', columns: { smi: 'smi', signal: 'signal' } },
  {
    vector: 'starc',
    indicator: 'starc',
    columns: { upperBand: 'upper', centerline: 'middle', lowerBand: 'lower' },
  },
  {
    vector: 'stdev-channels',
    indicator: 'regression-channel',
    columns: {
      centerline: drawChannel('middle'),
      upperChannel: drawChannel('upper'),
      lowerChannel: drawChannel('lower'),
      breakPoint: (results) => results.map((_, i) => Number(i >= 2 && (results.length - i) % 20 === 0)),
    },
  },
  { vector: 'stoch-rsi', indicator: 'stochastic-rsi', columns: { stochRsi: 'k', signal: 'd' } },
  {
    vector: 'supertrend',
    indicator: 'supertrend',
    columns: { superTrend: 'supertrend', upperBand: 'upper', lowerBand: 'lower' },
  },
  { vector: 'tema', indicator: 'tema', settings: { startsTogether: true }, columns: { tema: 'tema' } },
  {
    vector: 'trix',
    indicator: 'trix',
    settings: { length: 14, seed: 'average', startsTogether: true },
    columns: { ema3: 'average', trix: 'trix' },
  },
  { vector: 'ulcer', indicator: 'ulcer-index', columns: { ulcerIndex: 'ulcer', ui: 'ulcer' } },
  {
    vector: 'vol-stop',
    indicator: 'volatility-stop',
    columns: { sar: 'stop', isStop: 'isStop', upperBand: 'upper', lowerBand: 'lower' },
  },
  { vector: 'vwap', indicator: 'vwap', columns: { vwap: 'vwap' } },
  { vector: 'willr', indicator: 'williams-r', columns: { williamsR: 'r' } },
  {
    vector: 'zigzag-close',
    indicator: 'zigzag',
    columns: {
      zigZag: (results, bars) => drawLines(zigzagPoints(results, bars), results.length),
      retraceHigh: drawRetrace(0),
      retraceLow: drawRetrace(1),
    },
  },
];

/** The vector says 0 where there is no return yet. */
function zeroFirst(output: string) {
  return (results: Results): Column => results.map((result, i) => (i === 0 ? 0 : result?.[output]));
}

function priceOfMatch(results: Results, bars: readonly Bar[]): Column {
  return results.map((result, i) => (result?.['match'] ? bars[i]!.close : undefined));
}

/** One row for each brick, `left` being those still to come at the same candle. */
function drawBricks(draw: (result: Readonly<Record<string, number | undefined>>, left: number) => number) {
  return (results: Results): Column =>
    results.flatMap((result) => {
      const count = Math.abs(result?.['bricks'] ?? 0);
      return Array.from({ length: count }, (_, i) => draw(result!, count - 1 - i));
    });
}

/** The vector cuts the series into lines of 20 candles, from its end. */
function drawChannel(output: string) {
  return (results: Results): Column =>
    results.map((_, i) => {
      const back = (results.length - 1 - i) % 20;
      const result = results[i + back];
      return result?.[output] === undefined ? undefined : result[output] - back * result['slope']!;
    });
}

/** Lines between turning points of one kind: highs come first in this series. */
function drawRetrace(kind: 0 | 1) {
  return (results: Results, bars: readonly Bar[]): Column =>
    drawLines(
      zigzagPoints(results, bars).filter((_, i) => i % 2 === kind),
      results.length,
    );
}
