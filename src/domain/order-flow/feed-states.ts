// What the market worker tells of its feeds, as schemas.
import { z } from 'zod';
import { instrumentState } from './market-words.ts';

/** With its place in the records of the feed. */
export const followedState = instrumentState.extend({ index: z.int() });

export const replayState = z.object({
  paths: z.array(z.string()),
  /** Recorded time in one real; 0 as fast as everybody follows. */
  speed: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  messages: z.number(),
  playedMs: z.number(),
  says: z.string().nullable(),
});
