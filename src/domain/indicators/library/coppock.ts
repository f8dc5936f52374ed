import { CoppockCurve } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { fromLibrary } from './from-library.ts';

export const coppock = defineIndicator({
  name: 'coppock',
  summary: "Coppock's curve: weighted average of two rates of change.",
  settings: z.strictObject({
    long: candles(14, 'Candles of the longer rate of change.'),
    short: candles(11, 'Candles of the shorter rate of change.'),
    smoothing: candles(10, 'Candles over which their sum is averaged.'),
  }),
  inputs: 'close',
  outputs: ['coppock'],
  create: ({ long, short, smoothing }) =>
    fromLibrary(new CoppockCurve({ longRocInterval: long, shortRocInterval: short, wmaInterval: smoothing })),
});
