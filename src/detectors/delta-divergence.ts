import { z } from 'zod';
import { findBarDivergence } from './delta-divergence/bar-divergence.ts';
import { findSwingDivergence } from './delta-divergence/swing-divergence.ts';
import { defineDetector } from './detector.ts';
import { TradeSpans } from './trade-spans.ts';

export const deltaDivergence = defineDetector({
  name: 'delta-divergence',
  summary:
    'Price goes one way and aggression the other: within a bar, or from one confirmed turning point to the next.',
  warmUp: 'a minute and `minBars` closed bars; between turning points as many bars as they need',
  settings: z.strictObject({
    minDeltaShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of the volume that the delta of a bar must reach against its close'),
    minVolumeShare: z
      .number()
      .min(0)
      .default(0.25)
      .describe('Volume that a bar needs, as a share of the mean of the 20 bars before'),
    minBars: z.int().min(1).default(3).describe('Fewest bars to compare with while there is no more'),
    pivotBars: z.int().min(1).max(20).default(3).describe('Bars on each side that confirm a turning point'),
    minBarsApart: z.int().min(1).default(5).describe('Fewest bars between two turning points'),
    maxBarsApart: z.int().min(1).max(200).default(60).describe('Most bars between two turning points'),
    minCvdShare: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the volume between them by which the cumulative delta must differ'),
  }),
  create(settings) {
    const spans = new TradeSpans(settings.maxBarsApart + settings.pivotBars + 1);
    return {
      onTrade({ id }) {
        spans.add(id);
        return undefined;
      },
      onBar(bar, view) {
        spans.end();
        const found = [
          findBarDivergence(bar, view, spans, settings),
          findSwingDivergence(view, spans, 1, settings),
          findSwingDivergence(view, spans, -1, settings),
        ];
        return found.filter((each) => each !== undefined);
      },
    };
  },
});
