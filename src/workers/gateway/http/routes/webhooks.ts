// Receivers of webhooks and the messages that could not be delivered to them.
import { webhookTopics } from '../../../../api/webhooks.ts';
import type { Clock } from '../../../../core/clock.ts';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Log } from '../../../../core/log/log.ts';
import { createExpiry } from '../../../../core/outside/expiry.ts';
import type { PublicTransport } from '../../../../core/outside/public-transport.ts';
import { toShownText } from '../../../../core/outside/shown-text.ts';
import type { Random } from '../../../../core/random.ts';
import type { Sealed } from '../../security/sealed.ts';
import { toTopic } from '../../webhooks/webhook-event.ts';
import type { ParkedLetter, StoredWebhook, WebhookStore } from '../../webhooks/webhook-store.ts';
import type { Webhooks } from '../../webhooks/webhooks.ts';
import type { RouteHandlers } from '../route-handler.ts';

type WebhookRoutes = Pick<
  RouteHandlers,
  | 'webhooks'
  | 'createWebhook'
  | 'changeWebhook'
  | 'removeWebhook'
  | 'testWebhook'
  | 'deadLetters'
  | 'resendLetter'
  | 'dropLetter'
>;

export type WebhookRouteDoors = {
  readonly storage: Omit<WebhookStore, 'on'>;
  readonly transport: PublicTransport;
  readonly webhooks: Webhooks;
  readonly sealed: Sealed;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

const JUDGE_MS = 5000;
const SECRET_BYTES = 32;
const LETTERS_PER_PAGE = 50;
/** Pages of parked messages looked through for one page of letters: other topics may have many. */
const MAX_PAGES = 20;
const LETTER_TOPIC = toTopic('');
const PLACES_INSIDE =
  'A place in your own network is named in outside.trusted of zapflow.yaml first, then Zapflow is started again.';

export function webhookRoutes(doors: WebhookRouteDoors): WebhookRoutes {
  const { storage: store, transport, sealed, clock, random, log, webhooks } = doors;

  const find = async (id: string): Promise<StoredWebhook> => {
    const found = (await store.webhooks()).find((webhook) => webhook.id === id);
    if (!found) throw new AppError('WEBHOOK_UNKNOWN');
    return found;
  };
  const toShown = (webhook: StoredWebhook) => {
    const { secret: _, topics, lastDelivery, ...rest } = webhook;
    const { waiting, last } = webhooks.stateOf(webhook.id);
    return {
      ...rest,
      topics: webhookTopics.filter((topic) => topics.includes(topic)),
      waiting,
      lastDelivery: last ?? lastDelivery,
    };
  };
  /** What was decided is done; that it takes effect a minute later is no reason to call it failed. */
  const takeUp = () =>
    webhooks.reload().catch((error: unknown) => {
      log.warn('a change of webhooks takes effect within a minute', { err: error });
    });

  const judge = async (url: string | undefined): Promise<void> => {
    if (url === undefined) return;
    const expiry = createExpiry('The name of the address', clock, undefined, JUDGE_MS);
    try {
      await transport.judge(url, expiry.signal);
    } catch (thrown) {
      const { code, message: what } = toAppError(thrown);
      // Whoever means a place of his own network learns how it is allowed.
      const message = code === 'ADDRESS_NOT_PUBLIC' ? `${what} ${PLACES_INSIDE}` : what;
      throw new AppError('REQUEST_INVALID', message, {
        details: { problems: [{ path: 'body/url', message }] },
      });
    } finally {
      expiry.dispose();
    }
  };

  const findLetter = async (seq: number): Promise<ParkedLetter> => {
    const [letter] = await store.parkedMessages({ after: Math.max(0, seq - 1) });
    // A parked message of another topic may be about money: it is not decided here.
    if (letter?.seq !== seq || !letter.topic.startsWith(LETTER_TOPIC))
      throw new AppError('ROW_UNKNOWN', 'There is no such message among those not delivered.');
    return letter;
  };

  return {
    webhooks: async () => (await store.webhooks()).map(toShown),

    async createWebhook({ body: { name, url, topics } }, { by }) {
      await judge(url);
      const id = random.hex(8);
      const secret = `whsec_${random.hex(SECRET_BYTES)}`;
      const made = await store.createWebhook({
        id,
        name,
        url,
        topics,
        secret: sealed.seal(secret, toTopic(id)),
        by,
      });
      await takeUp();
      return { ...toShown(made), secret };
    },

    async changeWebhook({ params: { webhook: id }, body }, { by }) {
      const before = await find(id);
      await judge(body.url);
      const changed = await store.changeWebhook({ id, ...body, by });
      // It begins anew: for how long it failed before does not count against it.
      if (body.isDisabled === false && before.disabledAtMs !== null)
        await store.noteDelivery({
          id,
          atMs: clock.now(),
          isDelivered: false,
          says: 'Switched on again; nothing was sent yet.',
        });
      await takeUp();
      return toShown(changed);
    },

    async removeWebhook({ params: { webhook: id } }, { by }) {
      await find(id);
      await store.removeWebhook({ id, by });
      await takeUp();
    },

    async testWebhook({ params: { webhook: id } }) {
      const { outcome, says } = await webhooks.test(await find(id));
      return { isDelivered: outcome === 'delivered', says };
    },

    async deadLetters({ query: { after } }) {
      const letters: ParkedLetter[] = [];
      let next: number | null = after;
      for (let page = 0; page < MAX_PAGES && next !== null && letters.length < LETTERS_PER_PAGE; page++) {
        const parked: readonly ParkedLetter[] = await store.parkedMessages({ after: next });
        letters.push(...parked.filter(({ topic }) => topic.startsWith(LETTER_TOPIC)));
        next = parked.at(-1)?.seq ?? null;
      }
      if (letters.length > LETTERS_PER_PAGE) next = letters[LETTERS_PER_PAGE - 1]?.seq ?? null;
      return { letters: letters.slice(0, LETTERS_PER_PAGE).map(toShownLetter), nextAfter: next };
    },

    async resendLetter({ params: { seq } }, { by }) {
      const { topic } = await findLetter(seq);
      await store.recordAudit({ by, action: 'webhook.letter-resent', target: topic, details: { seq } });
      await store.resendParked({ seqs: [seq] });
    },

    async dropLetter({ params: { seq } }, { by }) {
      const { topic } = await findLetter(seq);
      await store.recordAudit({ by, action: 'webhook.letter-dropped', target: topic, details: { seq } });
      await store.dropParked({ seqs: [seq] });
    },
  };
}

function toShownLetter({ seq, topic, payload, reason, parkedAtMs }: ParkedLetter) {
  return {
    seq,
    webhook: topic.slice(LETTER_TOPIC.length),
    payload: toShownText(payload),
    reason: toShownText(reason),
    parkedAtMs,
  };
}
