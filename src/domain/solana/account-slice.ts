// A part of the data of accounts, as a node tells it.
import { z } from 'zod';

export const accountQuestion = z.object({
  addresses: z.array(z.string().min(32).max(44)).min(1).max(100),
  /** Of the data of each, in bytes. */
  offset: z.int().nonnegative(),
  length: z.int().min(1).max(1000),
});

export const accountSlice = z.object({
  owner: z.string(),
  lamports: z.number(),
  /** Base64; shorter than asked where the account ends. */
  data: z.string(),
});

export type AccountQuestion = z.infer<typeof accountQuestion>;
export type AccountSlice = z.infer<typeof accountSlice>;
