// What is told to receivers, on its way from who knows it to the body of a request.
import { z } from 'zod';
import { webhookTopics } from '../../../api/webhooks.ts';
import { type Json, toShownJson } from '../../../core/outside/shown-text.ts';

/** The outbox topic on which units of storage owe whatever is for receivers; the same key is the same event. */
export const EVENTS_TOPIC = 'webhooks';

export const webhookEvent = z.object({
  topic: z.enum(webhookTopics),
  /** What happened, in the past tense: `alert.raised`. */
  type: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/),
  data: z.json(),
});
export type WebhookEvent = z.output<typeof webhookEvent>;

/** As it waits for one receiver. */
export const owedEvent = webhookEvent.extend({ atMs: z.int() });
export type OwedEvent = z.output<typeof owedEvent>;

/** The outbox topic of one receiver: its messages wait behind each other, and behind nobody else's. */
export function toTopic(webhookId: string): string {
  return `webhook:${webhookId}`;
}

/** The same bytes at every attempt. Whoever shows its texts shows nothing that moves a cursor or turns the writing. */
export function toBody(id: string, { topic, type, atMs, data }: OwedEvent): string {
  return JSON.stringify({ id, topic, type, atMs, data: toShownJson(data as Json) });
}
