import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import type { Bar } from '../indicator-input.ts';

const parts = {
  open: ({ open }) => open,
  high: ({ high }) => high,
  low: ({ low }) => low,
  close: ({ close }) => close,
  volume: ({ volume }) => volume,
  middle: ({ high, low }) => (high + low) / 2,
  typical: ({ high, low, close }) => (high + low + close) / 3,
  average: ({ open, high, low, close }) => (open + high + low + close) / 4,
  weighted: ({ high, low, close }) => (high + low + 2 * close) / 4,
} as const satisfies Record<string, (bar: Bar) => number>;

export const candlePart = defineIndicator({
  name: 'candle-part',
  summary: 'One price made of a candle: its close, middle, typical price and the like.',
  settings: z.strictObject({
    part: z
      .enum(Object.keys(parts) as (keyof typeof parts)[])
      .default('typical')
      .describe('What is taken.'),
  }),
  inputs: 'candle',
  outputs: ['price'],
  create: ({ part }) => ({ push: parts[part] }),
});
