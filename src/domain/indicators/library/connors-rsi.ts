import { ConnorsRSI } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { fromLibrary } from './from-library.ts';

export const connorsRsi = defineIndicator({
  name: 'connors-rsi',
  summary:
    'Connors RSI: mean of the strength of closes, the strength of streaks and the rank of the last return.',
  settings: z.strictObject({
    strength: candles(3, 'Changes of the strength of closes.', 2),
    streak: candles(2, 'Changes of the strength of streaks.', 2),
    rank: candles(100, 'Returns among which the last one is ranked.'),
  }),
  inputs: 'close',
  outputs: ['crsi'],
  create: ({ strength, streak, rank }) =>
    fromLibrary(
      new ConnorsRSI({ rsiInterval: strength, streakRsiInterval: streak, percentRankInterval: rank }),
    ),
});
