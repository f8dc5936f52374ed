// What the sandbox process is told when it starts.
import { z } from 'zod';

export const speed = z.number().min(0.1).max(1000);
export const seed = z.int32().min(0);

export const sandboxOrder = z.strictObject({
  /** Of the control server; 0 takes any free one. */
  port: z.int().min(0).max(65_535),
  seed,
  /** Seconds of sandbox time in one real second. */
  speed,
  /** Whoever asks the control server has it. */
  token: z.string().min(32),
});

export type SandboxOrder = z.output<typeof sandboxOrder>;
