import { z } from 'zod';

const share = z.number().min(0).max(1);
export const pullSettings = z.strictObject({
  quantile: share.default(0.999).describe('Share of the levels near the touch that a wall is larger than.'),
  wallQuote: z
    .number()
    .min(0)
    .default(0)
    .describe('Worth in quote currency from which a level is a wall whatever the others are; 0 for none.'),
  floorVolumeShare: z
    .number()
    .min(0)
    .default(0.05)
    .describe(
      'Share of the mean volume of a minute, over the last ten, that a wall is worth in any case. Where nobody trades there is none.',
    ),
  floorQuote: z.number().min(0).default(0).describe('Worth in quote currency that a wall has in any case.'),
  minMedians: z
    .number()
    .min(0)
    .default(5)
    .describe('A wall by quantile is at least this many times the median level.'),
  withinTicks: z
    .int()
    .positive()
    .default(50)
    .describe('Distance in ticks from the touch within which walls count.'),
  lostShare: share.default(0.6).describe('A wall must lose more than this share of its size,'),
  withinMs: z.number().positive().default(1200).describe('within this time in ms,'),
  cancelledShare: share
    .default(0.7)
    .describe('and of what it lost more than this share cancelled rather than executed.'),
  rapidShare: share.default(0.8).describe('Variant `rapid`: it loses more than this share'),
  rapidMs: z.number().positive().default(500).describe('in less than this time in ms.'),
  layers: z.int().min(2).default(3).describe('Variant `layering`: this many adjacent walls go together.'),
  ghostMs: z
    .number()
    .positive()
    .default(200)
    .describe('Variant `ghost`: small, large and small again within this time in ms.'),
  settleMs: z
    .number()
    .min(0)
    .default(250)
    .describe('Time in ms to wait for late trades and further layers before it is told.'),
  coolDownMs: z.number().min(0).default(10_000).describe('Time in ms before the same price may fire again.'),
});
export type PullSettings = z.output<typeof pullSettings>;
