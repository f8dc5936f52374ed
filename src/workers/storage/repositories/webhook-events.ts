// What receivers of webhooks are to hear of a change, owed with it: both are committed, or neither.
import type { Tx } from '../unit.ts';

/** As the gateway reads it from the outbox. */
export type WebhookEvent = {
  readonly topic: 'alerts' | 'trading';
  /** What happened, in the past tense: `alert.raised`. */
  readonly type: string;
  readonly data: unknown;
};

const TOPIC = 'webhooks';

/** The same key is the same event, also for a receiver. */
export function oweWebhooks(tx: Tx, key: string, event: WebhookEvent): Promise<void> {
  return tx.send({ topic: TOPIC, key, payload: event });
}
