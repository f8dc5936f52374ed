// Settings of the analyst: which detectors run and how, what becomes a signal, and how often.
import { z } from 'zod';

const NAME = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';

const detector = z
  .string()
  .max(60)
  .regex(new RegExp(`^${NAME}$`))
  .describe('the name of a detector such as delta-divergence');

const detectorSetting = z
  .string()
  .max(100)
  .regex(new RegExp(`^${NAME}\\.[a-z][A-Za-z0-9]*$`))
  .describe('a setting of a detector such as absorption.windowMs');

const share = z.number().min(0).max(1);
const silenceMs = z.int().min(0).max(86_400_000);

export const analystSchema = z.strictObject({
  disabled: z
    .string()
    .max(5000)
    .regex(new RegExp(`^(${NAME}( ?, ?${NAME})*)?$`))
    .meta({ words: 'names of detectors or anomalies with commas between, or nothing' })
    .default('')
    .describe('Detectors and anomalies that do not run.'),
  detectors: z
    .record(detectorSetting, z.number())
    .default({})
    .describe(
      'Parameters of detectors and anomalies that are not at their defaults, as `absorption.windowMs`.',
    ),
  leastStrength: z
    .record(detector, share)
    .default({})
    .describe(
      'Least strength of a detection that leads to a signal, by detector; docs/signals.md has the defaults.',
    ),
  throttleMs: silenceMs
    .default(30_000)
    .describe('Silence in ms of a detector on a symbol after a signal of it.'),
  throttlesMs: z.record(detector, silenceMs).default({}).describe('The same for single detectors.'),
  correlationMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(300_000)
    .describe('Time in ms that a detection speaks for or against signals of the same symbol.'),
  maxConflict: share
    .default(0.6)
    .describe('Share of the evidence from which on a signal that it speaks against is held back.'),
  cvdReset: z.enum(['never', 'utc-day']).default('never').describe('When the cumulative delta begins anew.'),
});
