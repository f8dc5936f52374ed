// What a page about an instrument is shown: a picture to begin with, then frames of what changed.
import { z } from 'zod';
import {
  bookView,
  candleView,
  flowStats,
  footprintView,
  heatColumn,
  printView,
  zoneView,
} from './market-words.ts';

/** All that a page about one instrument begins with. */
export const picture = z.object({
  instrument: z.string(),
  book: bookView,
  trades: z.array(printView),
  footprint: z.array(footprintView),
  candles: z.array(candleView),
  zones: z.array(zoneView),
  heat: z.array(heatColumn),
  stats: flowStats,
});
export type Picture = z.output<typeof picture>;

/** What changed of an instrument somebody watches, four times a second. */
export const flowFrame = z.object({
  instrument: z.string(),
  /** Grows by one a frame of the instrument: a jump means that something was left out, and the picture is to be asked for again. */
  seq: z.int(),
  book: bookView,
  trades: z.array(printView),
  bars: z.array(footprintView),
  candles: z.array(candleView),
  /** Null where they did not change. */
  zones: z.array(zoneView).nullable(),
  heat: z.array(heatColumn),
});
export type FlowFrame = z.output<typeof flowFrame>;
