// What the sandbox process is told when it starts.
import { z } from 'zod';
import { sandboxSeed, sandboxSpeed } from '../domain/sandbox.ts';

export const sandboxOrder = z.strictObject({
  /** Of the control server; 0 takes any free one. */
  port: z.int().min(0).max(65_535),
  /** Of the exchange; 0 takes any free one. */
  exchangePort: z.int().min(0).max(65_535),
  /** Of the Solana node; 0 takes any free one. */
  solanaPort: z.int().min(0).max(65_535),
  /** Of the price feeds; 0 takes any free one. */
  pricesPort: z.int().min(0).max(65_535),
  seed: sandboxSeed,
  speed: sandboxSpeed,
  /** Whoever asks the control server has it. */
  token: z.string().min(32),
});

export type SandboxOrder = z.output<typeof sandboxOrder>;
