import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messages } from '../reads/messages.ts';
import { parkedMessages } from '../reads/parked-messages.ts';
import { webhooks } from '../reads/webhooks.ts';
import { MAX_WEBHOOKS } from '../repositories/limits.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { by } from '../testing/people.ts';
import { changeWebhook } from './change-webhook.ts';
import { createWebhook } from './create-webhook.ts';
import { noteDelivery } from './note-delivery.ts';
import { parkMessage } from './park-message.ts';
import { removeWebhook } from './remove-webhook.ts';
import { sendMessage } from './send-message.ts';

const create = (store: Store, id: string, secret = 'sealed') =>
  store.write(
    createWebhook,
    { by, id, name: id, url: 'https://example.org/hook', secret, topics: ['alerts'] },
    { acceptedMs: 5 },
  );
const list = (store: Store) => webhooks.run(store.rows, undefined);
const send = (store: Store, id: string, key: string) =>
  store.write(sendMessage, { topic: `webhook:${id}`, key, payload: { key } });

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a receiver is made, changed, switched off and on`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await create(store, 'a');
    await create(store, 'a');
    assert.equal(await outcomeOf(create(store, 'a', 'another')), 'KEY_REUSED');
    const change = (wish: object, acceptedMs = 9) =>
      store.write(changeWebhook, { by, id: 'a', ...wish }, { acceptedMs });
    await change({ name: 'b', topics: ['alerts', 'trading'] });
    assert.equal((await change({ isDisabled: true })).disabledAtMs, 9);
    assert.equal((await change({ isDisabled: true }, 10)).disabledAtMs, 9);
    assert.deepEqual(await list(store), [
      {
        id: 'a',
        name: 'b',
        url: 'https://example.org/hook',
        secret: 'sealed',
        topics: ['alerts', 'trading'],
        createdAtMs: 5,
        disabledAtMs: 9,
        lastDelivery: null,
        waiting: 0,
      },
    ]);
    assert.equal((await change({ isDisabled: false })).disabledAtMs, null);
    assert.equal(await outcomeOf(store.write(changeWebhook, { by, id: 'no', name: 'x' })), 'WEBHOOK_UNKNOWN');
    const entries = await store.rows.selectFrom('audit').select('details').orderBy('seq').execute();
    assert.equal(entries.length, 4, 'what changes nothing is not entered');
  });

  test(`${name}: the last delivery is shown, and an older one that comes late is not`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await create(store, 'a');
    const note = (atMs: number, isDelivered: boolean) =>
      store.write(noteDelivery, { id: 'a', atMs, isDelivered, says: String(atMs) });
    await note(7, false);
    await note(3, true);
    assert.deepEqual((await list(store))[0]?.lastDelivery, { atMs: 7, isDelivered: false, says: '7' });
    await note(8, true);
    assert.deepEqual((await list(store))[0]?.lastDelivery, { atMs: 8, isDelivered: true, says: '8' });
  });

  test(`${name}: with a receiver goes what waits for it, also what was set aside, and nobody else's`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (const id of ['a', 'b']) {
      await create(store, id);
      for (const key of ['1', '2', '3']) await send(store, id, key);
      const topic = `webhook:${id}`;
      const [first] = (await messages.run(store.rows, { topic, after: 0, max: 1 })).messages;
      await store.write(parkMessage, { topic, seq: first?.seq ?? 0, reason: 'it answers 500' });
    }
    assert.deepEqual(
      (await list(store)).map(({ waiting }) => waiting),
      [2, 2],
    );
    assert.equal(await store.write(removeWebhook, { by, id: 'a' }), true);
    assert.equal(await store.write(removeWebhook, { by, id: 'a' }), false);
    const waitingFor = async (id: string) =>
      (await messages.run(store.rows, { topic: `webhook:${id}`, after: 0, max: 10 })).messages.length;
    assert.deepEqual([await waitingFor('a'), await waitingFor('b')], [0, 2]);
    const parked = await parkedMessages.run(store.rows, { after: 0, max: 10 });
    assert.deepEqual(
      parked.map(({ topic }) => topic),
      ['webhook:b'],
    );
    assert.deepEqual(
      (await list(store)).map(({ id }) => id),
      ['b'],
    );
  });

  test(`${name}: there are only so many receivers`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const outcomes = await Promise.all(
      Array.from({ length: MAX_WEBHOOKS + 1 }, (_, i) => outcomeOf(create(store, `w${i}`))),
    );
    assert.deepEqual(
      outcomes.filter((outcome) => !outcome.startsWith('done')),
      ['LIMIT_REACHED'],
    );
  });
}
