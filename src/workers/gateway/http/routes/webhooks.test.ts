import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../../../core/errors.ts';
import { createSeededRandom } from '../../../../core/random.ts';
import { sealed, silentLog, startWebhooks, toStored } from '../../webhooks/testing/start-webhooks.ts';
import { toTopic } from '../../webhooks/webhook-event.ts';
import type { RouteRequest } from '../route-handler.ts';
import { webhookRoutes } from './webhooks.ts';

const by = { actor: 'Ada', address: '127.0.0.1' };
const request: RouteRequest = {
  actor: undefined,
  by,
  agent: '',
  device: undefined,
  correlationId: 'c',
  setSession() {},
  setDevice() {},
  setActor() {},
  setStatus() {},
};
const wish = { name: 'Mine', url: 'https://b.test/', topics: ['alerts' as const] };
const none = { params: undefined, query: undefined, body: undefined };
const of = (webhook: string) => ({ ...none, params: { webhook } });
const letter = (seq: number) => ({ ...none, params: { seq } });

async function start(t: TestContext, options: Parameters<typeof startWebhooks>[1] = {}) {
  const started = await startWebhooks(t, options);
  const { store, webhooks, clock, transport } = started;
  const judged = {
    ...transport,
    async judge(url: string) {
      if (url.includes('inside')) throw new AppError('ADDRESS_NOT_PUBLIC', 'The address is not opened.');
    },
  };
  const random = createSeededRandom(5);
  const routes = webhookRoutes({
    storage: store,
    transport: judged,
    webhooks,
    sealed,
    clock,
    random,
    log: silentLog,
  });
  return { ...started, routes };
}

test('a new receiver works at once with a secret that is shown this once and kept sealed', async (t) => {
  const { routes, store, publish, handed } = await start(t, { rows: [] });
  const made = await routes.createWebhook({ ...none, body: wish }, request);
  assert.match(made.secret, /^whsec_[0-9a-f]{64}$/);
  const [stored] = store.rows;
  assert.ok(stored && !stored.secret.includes(made.secret));
  assert.equal(sealed.open(stored.secret, toTopic(made.id)), made.secret);
  const listed = await routes.webhooks(none, request);
  assert.deepEqual(Object.keys(listed[0] ?? {}).includes('secret'), false);
  await publish('one');
  assert.deepEqual(handed('b'), ['one']);
});

test('an address that is not public is refused by its place in the request, and nothing is stored', async (t) => {
  const { routes, store } = await start(t);
  const inside = { ...wish, url: 'https://inside.test/' };
  const message =
    'The address is not opened. A place in your own network is named in outside.trusted of zapflow.yaml first, then Zapflow is started again.';
  const refusal = { code: 'REQUEST_INVALID', details: { problems: [{ path: 'body/url', message }] } };
  await assert.rejects(async () => routes.createWebhook({ ...none, body: inside }, request), refusal);
  await assert.rejects(
    async () => routes.changeWebhook({ ...of('a'), body: { url: inside.url } }, request),
    refusal,
  );
  assert.equal(store.rows.length, 1);
  assert.deepEqual(store.audited, []);
});

test('one that is not there is told as such, everywhere', async (t) => {
  const { routes } = await start(t);
  const gone = { code: 'WEBHOOK_UNKNOWN' };
  await assert.rejects(async () => routes.changeWebhook({ ...of('x'), body: {} }, request), gone);
  await assert.rejects(async () => routes.removeWebhook(of('x'), request), gone);
  await assert.rejects(async () => routes.testWebhook(of('x'), request), gone);
});

test('one switched off gets nothing; switched on again it has its days anew', async (t) => {
  const failing = { atMs: 1, isDelivered: false, says: 'x' };
  const { routes, store, publish, handed, disabled } = await start(t, {
    rows: [toStored('a', { lastDelivery: failing, disabledAtMs: 1 })],
    answer: () => ({ status: 500 }),
  });
  await publish('one');
  assert.deepEqual(handed('a'), []);
  const changed = await routes.changeWebhook({ ...of('a'), body: { isDisabled: false } }, request);
  assert.equal(changed.disabledAtMs, null);
  await publish('two');
  assert.deepEqual(handed('a'), ['two']);
  assert.deepEqual([disabled, store.rows[0]?.disabledAtMs], [[], null]);
});

test('one that is removed gets nothing more', async (t) => {
  const { routes, store, publish, handed, webhooks } = await start(t);
  await publish('one');
  await routes.removeWebhook(of('a'), request);
  assert.deepEqual(store.rows, []);
  await publish('two');
  assert.deepEqual(handed('a'), ['one']);
  assert.equal(webhooks.stateOf('a').waiting, 0);
});

test('dead letters are listed, sent again or given up, and both stand in the audit', async (t) => {
  let status = 302;
  const { routes, store, publish, clock, handed } = await start(t, { answer: () => ({ status }) });
  await publish('one', 'two');
  await clock.advance(0);
  const { letters, nextAfter } = await routes.deadLetters({ ...none, query: { after: 0 } }, request);
  assert.deepEqual(
    letters.map(({ webhook }) => webhook),
    ['a', 'a'],
  );
  assert.match(letters[0]?.reason ?? '', /redirect/);
  assert.equal(nextAfter, null);
  status = 200;
  await routes.resendLetter(letter(letters[0]?.seq ?? 0), request);
  await routes.dropLetter(letter(letters[1]?.seq ?? 0), request);
  await clock.advance(0);
  assert.deepEqual(handed('a'), ['one', 'two', 'one']);
  assert.equal(store.parked.length, 0);
  assert.deepEqual(store.audited, [
    'Ada webhook.letter-resent webhook:a',
    'Ada webhook.letter-dropped webhook:a',
  ]);
});

test('parked messages of others are neither listed nor decided here', async (t) => {
  const { routes, store } = await start(t);
  const payments = store.parked as unknown as object[];
  payments.push({ seq: 900, topic: 'payments', key: 'k', payload: '{}', reason: 'r', parkedAtMs: 1 });
  const { letters } = await routes.deadLetters({ ...none, query: { after: 0 } }, request);
  assert.deepEqual(letters, []);
  const unknown = { code: 'ROW_UNKNOWN' };
  for (const seq of [900, 899, 0]) {
    await assert.rejects(async () => routes.resendLetter(letter(seq), request), unknown);
    await assert.rejects(async () => routes.dropLetter(letter(seq), request), unknown);
  }
  assert.equal(payments.length, 1);
});

test('letters are told page by page, although others lie between', async (t) => {
  const { routes, store } = await start(t);
  const parked = store.parked as unknown as object[];
  for (let seq = 1; seq <= 300; seq++)
    parked.push({
      seq,
      topic: seq % 3 ? 'payments' : 'webhook:a',
      key: 'k',
      payload: '{}',
      reason: 'r',
      parkedAtMs: 1,
    });
  const seen: number[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: { letters: { seq: number }[]; nextAfter: number | null } = await routes.deadLetters(
      { ...none, query: { after } },
      request,
    );
    seen.push(...page.letters.map(({ seq }) => seq));
    after = page.nextAfter;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 100 }, (_, i) => 3 * (i + 1)),
  );
});

test('a test tells what the receiver answered', async (t) => {
  const { routes } = await start(t, { answer: () => ({ status: 403 }) });
  assert.deepEqual(await routes.testWebhook(of('a'), request), {
    isDelivered: false,
    says: 'It answered 403.',
  });
});
