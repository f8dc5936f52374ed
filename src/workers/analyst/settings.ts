import { z } from 'zod';
import { signalSettings } from './signals/signal-settings.ts';

const byName = z.record(z.string(), z.record(z.string(), z.json()));

/** The worker's slice of the configuration. */
export const analystSettings = z.object({
  cvdReset: z.enum(['never', 'utc-day']),
  /** Names of detectors and anomalies that do not run. */
  disabled: z.array(z.string()),
  /** Settings of single detectors over their defaults. */
  detectors: byName,
  signals: signalSettings,
});

export type AnalystSettings = z.output<typeof analystSettings>;
