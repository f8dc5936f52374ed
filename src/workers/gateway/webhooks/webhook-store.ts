// What webhooks need of storage; its client is one.
import type { OutboxSource } from '../../../core/outbox/outbox-source.ts';
import type { Client } from '../../../core/service.ts';
import type { storageContract } from '../../storage/contract.ts';

type Calls = Pick<
  Client<typeof storageContract>,
  | 'webhooks'
  | 'createWebhook'
  | 'changeWebhook'
  | 'removeWebhook'
  | 'noteDelivery'
  | 'sendMessage'
  | 'recordAudit'
  | 'parkedMessages'
  | 'resendParked'
  | 'dropParked'
>;

export type WebhookStore = OutboxSource & Calls;

/** Its `secret` is sealed under the key of the instance. */
export type StoredWebhook = Awaited<ReturnType<Calls['changeWebhook']>>;
export type LastDelivery = NonNullable<StoredWebhook['lastDelivery']>;
export type ParkedLetter = Awaited<ReturnType<Calls['parkedMessages']>>[number];
