// The receivers that people registered: what happens is owed to each of them, and each gets it on its own.

import { consumeOutbox, type OutboxConsumer } from '../../../core/outbox/consume-outbox.ts';
import { untilDone } from '../until-done.ts';
import { type DeliveryOutcome, deliver } from './delivery.ts';
import { Receiver } from './receiver.ts';
import type { WebhookDoors, WebhookOptions } from './webhook-doors.ts';
import { EVENTS_TOPIC, toTopic, type WebhookEvent, webhookEvent } from './webhook-event.ts';
import type { LastDelivery, StoredWebhook } from './webhook-store.ts';

/** Whom the audit names for what nobody asked for. */
const BY_PROGRAM = { actor: 'program', address: '' };
const RELOAD_MS = 60_000;

export type ReceiverState = { readonly waiting: number; readonly last: LastDelivery | null };

export interface Webhooks {
  /** Takes up what was changed in storage. Rejects when storage does not answer; it is tried again by itself. */
  reload(): Promise<void>;
  stateOf(webhookId: string): ReceiverState;
  /** False where no receiver asked for it; true while that is not known. */
  isWanted(topic: WebhookEvent['topic']): boolean;
  /** Sends a message of no consequence at once. Rejects only with SEAL_BROKEN. */
  test(webhook: StoredWebhook): Promise<DeliveryOutcome>;
  stop(): Promise<void>;
}

/** Storage owes what happens on `EVENTS_TOPIC`. Starts in the background: neither storage nor a receiver holds up whoever starts it. */
export function openWebhooks(options: WebhookOptions): Webhooks {
  const { store, sealed, clock, random, log, settings } = options;
  const dropped = options.metrics.counter('zapflow_webhook_events_dropped');
  const receivers = new Map<string, Receiver>();
  const waiting = new Map<string, number>();
  const stopping = new AbortController();
  let known: readonly StoredWebhook[] = [];
  let fanOut: OutboxConsumer | undefined;
  let underway: Promise<void> = Promise.resolve();

  const addWaiting = (id: string, difference: number): void => {
    waiting.set(id, Math.max(0, (waiting.get(id) ?? 0) + difference));
  };
  const doors: WebhookDoors = {
    ...options,
    onSettled: (id) => addWaiting(id, -1),
    onHopeless: (webhook, says) => disable(webhook, says),
  };

  const open = (webhook: StoredWebhook): Receiver | undefined => {
    try {
      return new Receiver(webhook, sealed.open(webhook.secret, toTopic(webhook.id)), doors);
    } catch (error) {
      log.error('a webhook cannot be used: remove it and add it again', { webhook: webhook.id, err: error });
      return undefined;
    }
  };

  const load = async (): Promise<void> => {
    const found = await store.webhooks();
    if (stopping.signal.aborted) return;
    known = found;
    waiting.clear();
    for (const webhook of found) waiting.set(webhook.id, webhook.waiting);
    const wanted = new Map(found.filter(isOn).map((webhook) => [webhook.id, webhook]));
    const leaving = [...receivers.values()].filter(({ webhook }) => !isSame(webhook, wanted.get(webhook.id)));
    for (const { webhook } of leaving) receivers.delete(webhook.id);
    // A topic has one consumer, so the old one has to be gone.
    await Promise.all(leaving.map((receiver) => receiver.stop()));
    for (const webhook of wanted.values()) {
      const receiver = receivers.has(webhook.id) ? undefined : open(webhook);
      if (receiver) receivers.set(webhook.id, receiver);
    }
    fanOut ??= startFanOut();
  };

  const reload = (): Promise<void> => {
    const next = underway.then(load);
    underway = next.catch(() => {});
    return next;
  };

  const startFanOut = (): OutboxConsumer =>
    consumeOutbox<WebhookEvent>({
      ...{ source: store, clock, random, log },
      topic: EVENTS_TOPIC,
      payload: webhookEvent,
      async handle({ key, payload, createdAtMs }) {
        const interested = known.filter((webhook) => isOn(webhook) && webhook.topics.includes(payload.topic));
        await Promise.all(
          interested.map(async ({ id }) => {
            if ((waiting.get(id) ?? 0) >= settings.maxWaiting) return dropped.add();
            await store.sendMessage({
              topic: toTopic(id),
              key,
              payload: { ...payload, atMs: createdAtMs },
            });
            addWaiting(id, 1);
          }),
        );
      },
    });

  const disable = async (webhook: StoredWebhook, says: string): Promise<void> => {
    const { id, name } = webhook;
    log.error('a webhook is switched off because it takes nothing', { webhook: id, name, says });
    try {
      await store.changeWebhook({ id, isDisabled: true, by: BY_PROGRAM });
      options.onDisabled?.(webhook, says);
    } catch (error) {
      log.warn('a webhook cannot be switched off at present', { webhook: id, err: error });
      return;
    }
    // Not awaited: it waits for the receiver, which waits for this.
    void reload().catch(() => {});
  };

  const { signal } = stopping;
  const says = 'webhooks cannot be read at present';
  const begun = untilDone(reload, { clock, random, log, signal, says });
  const reloading = clock.every(RELOAD_MS, () => void reload().catch(() => {}));

  return {
    reload,
    isWanted: (topic) => !fanOut || known.some((webhook) => isOn(webhook) && webhook.topics.includes(topic)),
    stateOf: (id) => ({ waiting: waiting.get(id) ?? 0, last: receivers.get(id)?.last ?? null }),
    async test({ id, url, secret }) {
      const atMs = clock.now();
      const event = {
        topic: 'alerts' as const,
        type: 'webhook.tested',
        atMs,
        data: { says: 'This is a test.' },
      };
      const delivery = { url, secret: sealed.open(secret, toTopic(id)), id: `test-${random.hex(8)}`, event };
      return await deliver(delivery, { ...doors, timeoutMs: settings.timeoutMs }, stopping.signal);
    },
    async stop() {
      stopping.abort();
      reloading.cancel();
      await begun;
      await underway;
      await Promise.all([fanOut, ...receivers.values()].map((consumer) => consumer?.stop()));
    },
  };
}

function isOn({ disabledAtMs }: StoredWebhook): boolean {
  return disabledAtMs === null;
}

/** Whether what a receiver works with is unchanged. */
function isSame(a: StoredWebhook, b: StoredWebhook | undefined): boolean {
  return b !== undefined && a.url === b.url && a.secret === b.secret;
}
