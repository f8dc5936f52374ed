// What webhooks are handed by the gateway.
import type { Metrics } from '../../../core/board/metrics.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { PublicTransport } from '../../../core/outside/public-transport.ts';
import type { Random } from '../../../core/random.ts';
import type { Sealed } from '../security/sealed.ts';
import type { WebhookSettings } from './webhook-settings.ts';
import type { StoredWebhook, WebhookStore } from './webhook-store.ts';

export type WebhookDoors = {
  readonly store: WebhookStore;
  readonly transport: PublicTransport;
  readonly sealed: Sealed;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: Omit<WebhookSettings, 'coolDownMs'>;
  /** A message was delivered, or parked. */
  readonly onSettled: (webhookId: string) => void;
  /** A receiver is not worth another attempt. Resolves when it is switched off, or cannot be at present; never rejects. */
  readonly onHopeless: (webhook: StoredWebhook, says: string) => Promise<void>;
};

export type WebhookOptions = Omit<WebhookDoors, 'onHopeless' | 'onSettled'> & {
  readonly metrics: Metrics;
  /** A receiver was switched off: what an alert is made of. */
  readonly onDisabled?: (webhook: StoredWebhook, says: string) => void;
};
