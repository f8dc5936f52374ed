import { WaveTrend } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { severalFromLibrary } from './from-library.ts';

export const waveTrend = defineIndicator({
  name: 'wave-trend',
  summary:
    'WaveTrend oscillator: distance of the price from its average in average distances, and its signal.',
  settings: z.strictObject({
    channel: candles(10, 'Candles of the average price and its distance.'),
    average: candles(21, 'Candles over which the distance is averaged.'),
    smoothing: candles(4, 'Candles of the signal.'),
  }),
  inputs: 'candle',
  outputs: ['wave', 'signal'],
  create: ({ channel, average, smoothing }) =>
    severalFromLibrary(
      new WaveTrend({ averageInterval: average, channelInterval: channel, smoothingInterval: smoothing }),
      ({ wt1 = Number.NaN, wt2 = Number.NaN }) => ({ wave: wt1, signal: wt2 }),
    ),
});
