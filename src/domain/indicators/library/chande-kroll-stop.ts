import { ChandeKrollStop } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';
import { severalFromLibrary } from './from-library.ts';

export const chandeKrollStop = defineIndicator({
  name: 'chande-kroll-stop',
  summary: 'Stops some true ranges from the extremes, made steady by the extremes of the stops themselves.',
  settings: z.strictObject({
    length: candles(10, 'Candles of the range and its extremes.'),
    multiplier: factor(1, 'True ranges away.'),
    steady: candles(9, 'Candles over which the stops are made steady.'),
  }),
  inputs: 'candle',
  outputs: ['long', 'short'],
  create: ({ length, multiplier, steady }) =>
    severalFromLibrary(
      new ChandeKrollStop({ interval: length, multiplier, stopInterval: steady }),
      ({ longStop = Number.NaN, shortStop = Number.NaN }) => ({ long: longStop, short: shortStop }),
    ),
});
