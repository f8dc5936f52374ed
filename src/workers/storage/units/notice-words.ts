// Schemas of what people and other programs are told: alerts and receivers of webhooks.
import { z } from 'zod';
import { id, label, timeMs } from './account-words.ts';
import { text } from './words.ts';

export const alertId = text.min(1).max(200);
export const severity = z.enum(['info', 'warning', 'critical']);

export const alert = z.object({
  seq: z.int(),
  id: z.string(),
  kind: z.string(),
  severity,
  title: z.string(),
  says: z.string(),
  raisedAtMs: timeMs,
  clearedAtMs: timeMs.nullable(),
  readAtMs: timeMs.nullable(),
});

export const webhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  /** Sealed. */
  secret: z.string(),
  topics: z.array(z.string()),
  createdAtMs: timeMs,
  disabledAtMs: timeMs.nullable(),
  /** As it was last noted; null before the first. */
  lastDelivery: z.object({ atMs: timeMs, isDelivered: z.boolean(), says: z.string() }).nullable(),
});

export const webhookWish = z.object({
  name: label,
  url: text.min(1).max(2000),
  topics: z.array(z.string().min(1).max(50)).min(1).max(20),
});

export const webhookId = id;
