import { z } from 'zod';

/** Settings that every detector with zones of its own has. */
export const zoneSettings = {
  clusterShare: z
    .number()
    .positive()
    .max(0.1)
    .default(0.0005)
    .describe('Width of a zone at most, as a share of the price'),
  minTouches: z.int().min(2).default(3).describe('Turns of the price that establish a zone'),
  rejectionTicks: z.int().min(1).default(5).describe('Ticks by which the price must come back for a turn'),
  rejectionAtr: z
    .number()
    .min(0)
    .default(0.25)
    .describe('The same in ATR; the larger of the two counts, so that noise makes no zones'),
  dropMinutes: z.int().min(1).default(90).describe('Minutes after which an untouched zone is forgotten'),
};

export type ZoneSettings = {
  readonly clusterShare: number;
  readonly minTouches: number;
  readonly rejectionTicks: number;
  readonly rejectionAtr: number;
  readonly dropMinutes: number;
};
