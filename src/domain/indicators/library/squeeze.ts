import { TTMSqueeze } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';
import { severalFromLibrary } from './from-library.ts';

export const squeeze = defineIndicator({
  name: 'squeeze',
  summary:
    'TTM squeeze: 1 while the Bollinger bands lie within the Keltner channel, and the momentum meanwhile.',
  settings: z.strictObject({
    bands: candles(20, 'Candles of the Bollinger bands.', 2),
    deviations: factor(2, 'Standard deviations to a band.'),
    channel: candles(20, 'Candles of the Keltner channel.', 2),
    ranges: factor(1.5, 'True ranges to an edge of the channel.'),
  }),
  inputs: 'candle',
  outputs: ['isSqueezed', 'momentum'],
  create: ({ bands, deviations, channel, ranges }) =>
    severalFromLibrary(
      new TTMSqueeze({
        bbInterval: bands,
        bbMultiplier: deviations,
        kcInterval: channel,
        kcMultiplier: ranges,
      }),
      ({ isSqueezed, momentum = Number.NaN }) => ({
        isSqueezed: isSqueezed === undefined ? Number.NaN : Number(isSqueezed),
        momentum,
      }),
    ),
});
