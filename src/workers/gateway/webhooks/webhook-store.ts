// What webhooks need of storage; its client is one.
import type { OutboxSource } from '../../../core/outbox/outbox-source.ts';
import type { Json } from '../../../core/outside/shown-text.ts';

/** Whom the audit names. */
export type By = { readonly actor: string; readonly address: string };

export type StoredWebhook = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Sealed under the key of the instance. */
  readonly secret: string;
  readonly topics: readonly string[];
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
  /** As of the last change between delivered and failing, so that it is known since when; null before the first. */
  readonly lastDelivery: LastDelivery | null;
};

export type LastDelivery = { readonly atMs: number; readonly isDelivered: boolean; readonly says: string };

export type ParkedLetter = {
  readonly seq: number;
  readonly topic: string;
  readonly payload: string;
  readonly reason: string;
  readonly parkedAtMs: number;
};

export interface WebhookStore extends OutboxSource {
  /** With how many messages wait for each, at most 10,000. */
  webhooks(): Promise<readonly (StoredWebhook & { readonly waiting: number })[]>;
  createWebhook(input: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly secret: string;
    readonly topics: string[];
    readonly by: By;
  }): Promise<StoredWebhook>;
  changeWebhook(input: {
    readonly id: string;
    readonly name?: string | undefined;
    readonly url?: string | undefined;
    readonly topics?: string[] | undefined;
    readonly isDisabled?: boolean | undefined;
    readonly by: By;
  }): Promise<StoredWebhook>;
  removeWebhook(input: { readonly id: string; readonly by: By }): Promise<unknown>;
  noteDelivery(input: {
    readonly id: string;
    readonly atMs: number;
    readonly isDelivered: boolean;
    readonly says: string;
  }): Promise<unknown>;
  sendMessage(input: {
    readonly topic: string;
    readonly key: string;
    readonly payload: Json;
  }): Promise<unknown>;
  recordAudit(input: {
    readonly by: By;
    readonly action: string;
    readonly target: string;
    readonly details: Record<string, number>;
  }): Promise<unknown>;
  parkedMessages(input: {
    readonly topic?: string;
    readonly after?: number;
  }): Promise<readonly ParkedLetter[]>;
  resendParked(input: { readonly seqs: number[] }): Promise<number>;
  dropParked(input: { readonly seqs: number[] }): Promise<number>;
}
