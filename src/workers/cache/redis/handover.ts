// What an orderly stop leaves in Redis for the next start. Whoever takes it is the only one who goes on with those values.
import { z } from 'zod';

const handover = z.object({
  /** Of the server: another, or another life of it, may bring back what was erased since. */
  serverId: z.string(),
  /** Part of the names of all values. */
  generation: z.string().regex(/^[0-9a-f]{16}$/),
  kinds: z.record(
    z.string(),
    z.object({
      marks: z.object({
        version: z.int(),
        floor: z.int(),
        marks: z.array(z.tuple([z.string(), z.int()])),
      }),
      /** Keys used last, the newest first. */
      hot: z.array(z.string()),
    }),
  ),
});

export type Handover = z.output<typeof handover>;

export function parseHandover(text: string): Handover | undefined {
  try {
    return handover.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
