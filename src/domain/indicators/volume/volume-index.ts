import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import type { Bar } from '../indicator-input.ts';
import { factor } from '../indicator-settings.ts';

const settings = z.strictObject({
  beginning: factor(1_000, 'Value at the first candle.', { min: 0.001, max: 1_000_000 }),
});

function createVolumeIndex(beginning: number, counts: (volume: number, before: number) => boolean) {
  let [close, volume, index] = [Number.NaN, Number.NaN, beginning];
  return {
    push(bar: Bar): number {
      if (close !== 0 && counts(bar.volume, volume)) index *= bar.close / close;
      close = bar.close;
      volume = bar.volume;
      return index;
    },
  };
}

export const negativeVolumeIndex = defineIndicator({
  name: 'negative-volume-index',
  summary: 'Change of price in candles whose volume falls.',
  settings,
  inputs: 'candle',
  outputs: ['nvi'],
  create: ({ beginning }) => createVolumeIndex(beginning, (volume, before) => volume < before),
});

export const positiveVolumeIndex = defineIndicator({
  name: 'positive-volume-index',
  summary: 'Change of price in candles whose volume rises.',
  settings,
  inputs: 'candle',
  outputs: ['pvi'],
  create: ({ beginning }) => createVolumeIndex(beginning, (volume, before) => volume > before),
});
