import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';

export const marketFacilitation = defineIndicator({
  name: 'market-facilitation',
  summary: "Williams's index: height of the candle for each unit of volume.",
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['mfi'],
  create: () => ({ push: ({ high, low, volume }) => (high - low) / volume }),
});
