// Settings of the sandbox, the outside world made local.
import { z } from 'zod';
import { sandboxSeed, sandboxSpeed } from '../domain/sandbox.ts';

export const sandboxSchema = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(3100)
    .describe('Port of the control server of the sandbox, on this machine only; 0 takes any free one.'),
  exchangePort: z
    .int()
    .min(0)
    .max(65_535)
    .default(3101)
    .describe('Port of the exchange of the sandbox, on this machine only; 0 takes any free one.'),
  solanaPort: z
    .int()
    .min(0)
    .max(65_535)
    .default(3102)
    .describe('Port of the Solana node of the sandbox, on this machine only; 0 takes any free one.'),
  pricesPort: z
    .int()
    .min(0)
    .max(65_535)
    .default(3103)
    .describe('Port of the price feeds of the sandbox, on this machine only; 0 takes any free one.'),
  seed: sandboxSeed
    .default(1)
    .describe('What everything random in the sandbox comes from: the same seed gives the same run.'),
  speed: sandboxSpeed.default(1).describe('Seconds of sandbox time in one real second.'),
});
