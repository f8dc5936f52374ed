// Everything owed to one receiver, handed to it in order and one at a time, however long it takes or fails.
import { AppError } from '../../../core/errors.ts';
import { consumeOutbox, type OutboxConsumer } from '../../../core/outbox/consume-outbox.ts';
import type { OutboxMessage } from '../../../core/outbox/consumer-options.ts';
import { type DeliveryOutcome, deliver } from './delivery.ts';
import type { WebhookDoors } from './webhook-doors.ts';
import { type OwedEvent, owedEvent, toTopic } from './webhook-event.ts';
import type { LastDelivery, StoredWebhook } from './webhook-store.ts';

/** After the first failure about 5 s, then twice as long each time, or as long as the receiver asks for. */
const BACKOFF = { baseMs: 5000, maxMs: 60 * 60_000 };
/** What is under way at a stop has so long to end. */
const GRACE_MS = 1500;

export class Receiver {
  readonly webhook: StoredWebhook;
  readonly #doors: WebhookDoors;
  readonly #secret: string;
  readonly #consumer: OutboxConsumer;
  readonly #stopping = new AbortController();
  #last: LastDelivery | null;
  /** Wall time; undefined while it goes well. Outlives a restart by what storage knows. */
  #failingSinceMs: number | undefined;
  #isLeaving = false;

  constructor(webhook: StoredWebhook, secret: string, doors: WebhookDoors) {
    const { store, clock, random, log, settings } = doors;
    const { lastDelivery: last } = webhook;
    this.webhook = webhook;
    this.#secret = secret;
    this.#doors = doors;
    this.#last = last;
    this.#failingSinceMs = last?.isDelivered === false ? last.atMs : undefined;
    this.#consumer = consumeOutbox<OwedEvent>({
      ...{ source: store, clock, random, log },
      topic: toTopic(webhook.id),
      payload: owedEvent,
      backoff: BACKOFF,
      handleTimeoutMs: 2 * settings.timeoutMs,
      handle: (message) => this.#handle(message),
    });
  }

  get last(): LastDelivery | null {
    return this.#last;
  }

  /** What is under way may end, but not for long; what was not confirmed comes again in another life. */
  async stop(): Promise<void> {
    const patience = this.#doors.clock.after(GRACE_MS, () => this.#stopping.abort());
    await this.#consumer.stop();
    patience.cancel();
  }

  async #handle({ key, payload, createdAtMs }: OutboxMessage<OwedEvent>): Promise<void> {
    const { clock, settings } = this.#doors;
    // Whatever comes before it is switched off waits for its return.
    if (this.#isLeaving) throw new AppError('WEBHOOK_UNANSWERED', 'The receiver is being switched off.');
    const delivery = { url: this.webhook.url, secret: this.#secret, id: key, event: payload };
    const { outcome, says, retryAfterMs } = await deliver(
      delivery,
      { ...this.#doors, timeoutMs: settings.timeoutMs },
      this.#stopping.signal,
    );
    // It was cut off by us, which says nothing about the receiver.
    if (this.#stopping.signal.aborted && outcome !== 'delivered') throw new AppError('SERVICE_STOPPING');
    await this.#note(outcome, says);
    // A refused message is parked, which is the list of dead letters; a transient one is tried again.
    const isTooOld = clock.now() - createdAtMs >= settings.giveUpMs;
    const isWorthwhile = outcome === 'retry' ? !isTooOld : outcome === 'gone';
    if (isWorthwhile) throw new AppError('WEBHOOK_UNANSWERED', says, { details: { retryAfterMs } });
    this.#doors.onSettled(this.webhook.id);
    this.#logSent(outcome, key, payload);
    if (outcome !== 'delivered') throw new AppError('WEBHOOK_UNDELIVERED', says);
  }

  /** For those who follow `sent_notifications.log`; the address may hold a secret, and is left out. */
  #logSent(outcome: DeliveryOutcome['outcome'], key: string, { topic, type }: OwedEvent): void {
    if (outcome !== 'delivered') return;
    const { id, name } = this.webhook;
    const fields = { webhook: id, receiver: name, topic, type, message: key };
    this.#doors.log.info('a message was delivered', { category: 'sent_notifications', ...fields });
  }

  async #note(outcome: DeliveryOutcome['outcome'], says: string): Promise<void> {
    const { store, clock, log, settings } = this.#doors;
    const { id } = this.webhook;
    const isDelivered = outcome === 'delivered';
    const wasDelivered = this.#last?.isDelivered;
    const atMs = clock.now();
    this.#last = { atMs, isDelivered, says };
    this.#failingSinceMs = isDelivered ? undefined : (this.#failingSinceMs ?? atMs);
    // Only a change is written: each message would cost a commit otherwise.
    if (wasDelivered !== isDelivered)
      await store.noteDelivery({ id, atMs, isDelivered, says }).catch((error: unknown) => {
        log.warn('the state of a webhook cannot be noted at present', { webhook: id, err: error });
      });
    const isHopeless = atMs - (this.#failingSinceMs ?? atMs) >= settings.disableMs;
    if ((outcome === 'gone' || isHopeless) && !this.#isLeaving) {
      this.#isLeaving = true;
      void this.#doors.onHopeless(this.webhook, says).finally(() => {
        this.#isLeaving = false;
      });
    }
  }
}
