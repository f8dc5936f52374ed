import { z } from 'zod';
import { defineRoute } from './route.ts';
import { id, nextBefore, shownText, timeMs } from './words.ts';

/** What a receiver can ask for. */
export const webhookTopics = ['alerts', 'trading', 'signals', 'anomalies'] as const;

const webhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  topics: z.array(z.enum(webhookTopics)),
  createdAtMs: timeMs,
  disabledAtMs: timeMs.nullable(),
  lastDelivery: z.object({ atMs: timeMs, isDelivered: z.boolean(), says: z.string() }).nullable(),
  waiting: z.int(),
});

const wish = z.strictObject({
  name: shownText.min(1).max(60),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  topics: z.array(z.enum(webhookTopics)).min(1),
});

export const webhooks = defineRoute({
  method: 'GET',
  path: '/api/webhooks',
  summary: 'List the receivers of webhooks',
  area: 'webhooks',
  access: 'admin',
  reply: z.array(webhook),
});

export const createWebhook = defineRoute({
  method: 'POST',
  path: '/api/webhooks',
  summary: 'Add a receiver; the secret that signs its messages is shown once',
  area: 'webhooks',
  access: 'admin',
  stepUp: true,
  peopleOnly: true,
  body: wish,
  reply: webhook.extend({ secret: z.string() }),
});

export const changeWebhook = defineRoute({
  method: 'PATCH',
  path: '/api/webhooks/{webhook}',
  summary: 'Change a receiver, switch it off or on',
  area: 'webhooks',
  access: 'admin',
  stepUp: true,
  peopleOnly: true,
  params: z.strictObject({ webhook: id }),
  body: wish.partial().extend({ isDisabled: z.boolean().optional() }),
  reply: webhook,
});

export const removeWebhook = defineRoute({
  method: 'DELETE',
  path: '/api/webhooks/{webhook}',
  summary: 'Remove a receiver and what waits for it',
  area: 'webhooks',
  access: 'admin',
  params: z.strictObject({ webhook: id }),
});

export const testWebhook = defineRoute({
  method: 'POST',
  path: '/api/webhooks/{webhook}/test',
  summary: 'Send a receiver a message of no consequence and tell what it answered',
  area: 'webhooks',
  access: 'admin',
  params: z.strictObject({ webhook: id }),
  reply: z.object({ isDelivered: z.boolean(), says: z.string() }),
});

export const deadLetters = defineRoute({
  method: 'GET',
  path: '/api/webhooks/dead-letters',
  summary: 'List the messages that could not be delivered',
  area: 'webhooks',
  access: 'admin',
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  reply: z.object({
    letters: z.array(
      z.object({
        seq: z.int(),
        webhook: z.string(),
        payload: z.string(),
        reason: z.string(),
        parkedAtMs: timeMs,
      }),
    ),
    nextAfter: nextBefore,
  }),
});

const letter = z.strictObject({ seq: z.coerce.number().int().min(0) });

export const resendLetter = defineRoute({
  method: 'POST',
  path: '/api/webhooks/dead-letters/{seq}/resend',
  summary: 'Try once more to deliver a message',
  area: 'webhooks',
  access: 'admin',
  params: letter,
});

export const dropLetter = defineRoute({
  method: 'DELETE',
  path: '/api/webhooks/dead-letters/{seq}',
  summary: 'Give a message up',
  area: 'webhooks',
  access: 'admin',
  params: letter,
});
