// The slices of the configuration that webhooks get.
import { z } from 'zod';

/** What the opener of given addresses allows beside public https. */
export const outsideSettings = z.object({ ports: z.array(z.int()), trusted: z.array(z.string()) });

export const webhookSettings = z.object({
  /** For one attempt. */
  timeoutMs: z.int(),
  /** A message older than this that fails once more is parked. */
  giveUpMs: z.int(),
  /** A receiver that failed for so long is switched off. */
  disableMs: z.int(),
  /** Messages that may wait for one receiver; further ones are not owed to it, and counted. */
  maxWaiting: z.int(),
  /** Between two messages about signals, or anomalies, of one type and instrument. */
  coolDownMs: z.int(),
});

export type WebhookSettings = z.output<typeof webhookSettings>;
