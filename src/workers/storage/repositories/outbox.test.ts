import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { messages } from '../reads/messages.ts';
import { parkedMessages } from '../reads/parked-messages.ts';
import { engines, type TestEngine } from '../testing/engines.ts';
import { openStore, outcomeOf } from '../testing/open-store.ts';
import { defineUnit } from '../unit.ts';
import { confirmMessages } from '../units/confirm-messages.ts';
import { dropParked } from '../units/drop-parked.ts';
import { parkMessage } from '../units/park-message.ts';
import { resendParked } from '../units/resend-parked.ts';
import { sendMessage } from '../units/send-message.ts';
import { isFirstTime } from './cursors.ts';

const topic = 'orders';
const reason = 'REFUSED: no';

async function open(t: TestContext, engine: TestEngine) {
  const store = await openStore(t, engine);
  const page = (input: { after?: number; max?: number } = {}) =>
    messages.run(store.rows, { topic, after: 0, max: 256, ...input });
  return {
    ...store,
    page,
    send: (key: string, payload: Record<string, string | boolean> = {}) =>
      store.write(sendMessage, { topic, key, payload }),
    confirm: (seq: number) => store.write(confirmMessages, { topic, seq }),
    park: (seq: number) => store.write(parkMessage, { topic, seq, reason }),
    keys: async () => (await page()).messages.map(({ key }) => key),
    seqs: async () => (await page()).messages.map(({ seq }) => seq),
    parked: async () =>
      (await parkedMessages.run(store.rows, { topic, after: 0, max: 100 })).map(({ key }) => key),
  };
}

async function openWith(t: TestContext, engine: TestEngine, keys: string) {
  const outbox = await open(t, engine);
  for (const key of keys) await outbox.send(key);
  return { ...outbox, first: (await outbox.seqs())[0] ?? 0 };
}

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: messages owed at once keep their order, are owed once each, and one too large fails alone`, {
    skip,
  }, async (t) => {
    const { send, keys } = await open(t, engine);
    const outcomes = await Promise.all([
      ...['a', 'b', 'a', 'c'].map((key) => outcomeOf(send(key))),
      outcomeOf(send('large', { text: 'x'.repeat(64_001) })),
      outcomeOf(send('d')),
    ]);
    assert.deepEqual(outcomes, ['done', 'done', 'done', 'done', 'MESSAGE_TOO_LARGE', 'done']);
    assert.deepEqual(await keys(), ['a', 'b', 'c', 'd']);
  });

  test(`${name}: what is owed comes in order, with what caused it, until it is confirmed`, {
    skip,
  }, async (t) => {
    const { page, confirm, keys, first } = await openWith(t, engine, 'abc');
    const [message] = (await page()).messages;
    assert.deepEqual([message?.key, message?.payload, message?.correlationId], ['a', '{}', 'cause']);
    assert.deepEqual(await keys(), ['a', 'b', 'c']);
    assert.deepEqual(
      (await page({ after: first })).messages.map(({ key }) => key),
      ['b', 'c'],
    );
    await confirm(first + 1);
    assert.deepEqual(await keys(), ['c']);
  });

  test(`${name}: a confirmation never goes back`, { skip }, async (t) => {
    const { confirm, keys, first } = await openWith(t, engine, 'abc');
    await confirm(first + 1);
    await confirm(first);
    assert.deepEqual(await keys(), ['c']);
  });

  test(`${name}: a repeated write does not owe its message again, also after it was confirmed`, {
    skip,
  }, async (t) => {
    const { send, confirm, seqs, first } = await openWith(t, engine, 'a');
    await send('a', { other: true });
    assert.deepEqual(await seqs(), [first]);
    await confirm(first);
    await send('a');
    assert.deepEqual(await seqs(), []);
  });

  test(`${name}: a page says whether there may be more`, { skip }, async (t) => {
    const { page } = await openWith(t, engine, 'abc');
    assert.deepEqual([(await page({ max: 3 })).hasMore, (await page({ max: 4 })).hasMore], [true, false]);
  });

  test(`${name}: a confirmation from before a restore confirms nothing that is not there yet`, {
    skip,
  }, async (t) => {
    const { confirm, send, keys, first } = await openWith(t, engine, 'ab');
    await confirm(first + 100);
    assert.deepEqual(await keys(), []);
    await send('c');
    assert.deepEqual(await keys(), ['c']);
    await confirm(first + 2);
    assert.deepEqual(await keys(), []);
  });

  test(`${name}: a page ends before it is too large for a link, and says that there is more`, {
    skip,
  }, async (t) => {
    const { send, page } = await open(t, engine);
    for (const key of 'abcde') await send(key, { text: 'x'.repeat(60_000) });
    const { messages: some, hasMore } = await page();
    assert.deepEqual([some.map(({ key }) => key).join(''), hasMore], ['abc', true]);
    const rest = await page({ after: some.at(-1)?.seq ?? 0 });
    assert.deepEqual([rest.messages.map(({ key }) => key).join(''), rest.hasMore], ['de', false]);
  });

  test(`${name}: a message larger than a page is refused when it is owed`, { skip }, async (t) => {
    const { send, keys } = await open(t, engine);
    assert.equal(await outcomeOf(send('a', { text: 'x'.repeat(64_000) })), 'MESSAGE_TOO_LARGE');
    assert.deepEqual(await keys(), []);
  });

  test(`${name}: a parked message is confirmed with those before it, and kept with its reason`, {
    skip,
  }, async (t) => {
    const { park, keys, rows, first } = await openWith(t, engine, 'abc');
    await park(first + 1);
    assert.deepEqual(await keys(), ['c']);
    const [parked] = await parkedMessages.run(rows, { after: 0, max: 100 });
    assert.deepEqual(
      [parked?.key, parked?.reason, parked?.correlationId, parked?.payload],
      ['b', reason, 'cause', '{}'],
    );
    assert.deepEqual(await parkedMessages.run(rows, { topic: 'fills', after: 0, max: 100 }), []);
  });

  test(`${name}: parking twice is parking once, and nothing is parked that has been handled or dropped`, {
    skip,
  }, async (t) => {
    const { park, parked, confirm, write, first } = await openWith(t, engine, 'ab');
    await park(first);
    await park(first);
    assert.deepEqual(await parked(), ['a']);
    assert.equal(await write(dropParked, { seqs: [first] }), 1);
    await park(first);
    await confirm(first + 1);
    await park(first + 1);
    assert.deepEqual(await parked(), []);
  });

  test(`${name}: a dropped message is not owed again by a repeated write`, { skip }, async (t) => {
    const { park, send, keys, write, first } = await openWith(t, engine, 'a');
    await park(first);
    await write(dropParked, { seqs: [first] });
    await send('a');
    assert.deepEqual(await keys(), []);
    assert.equal(await write(dropParked, { seqs: [first] }), 0);
  });

  test(`${name}: a message sent again is the newest of its topic, rings, and keeps its key and cause`, {
    skip,
  }, async (t) => {
    const { park, send, page, parked, owed, write, first } = await openWith(t, engine, 'ab');
    await park(first);
    await send('c');
    owed.length = 0;
    const again = { seqs: [first] };
    assert.equal(await write(resendParked, again, { correlationId: 'person' }), 1);
    const { messages: now } = await page();
    assert.deepEqual(
      now.map(({ key, correlationId }) => `${key} ${correlationId}`),
      ['b cause', 'c cause', 'a cause'],
    );
    assert.deepEqual([await parked(), owed], [[], [topic]]);
    await send('a');
    assert.equal(await write(resendParked, again), 0);
    assert.equal((await page()).messages.length, 3);
  });

  test(`${name}: a message that became owed again by itself is not sent twice`, { skip }, async (t) => {
    const { park, send, keys, write, first } = await openWith(t, engine, 'a');
    await park(first);
    // Retention forgets the key in time, and a write that is repeated after that owes it anew.
    await write(forget, { seq: first });
    await send('a');
    assert.equal(await write(resendParked, { seqs: [first] }), 1);
    assert.deepEqual(await keys(), ['a']);
  });

  test(`${name}: an effect and its cursor are one, so that a message handled again has none`, {
    skip,
  }, async (t) => {
    const { write, confirm, keys, first } = await openWith(t, engine, 'abc');
    const seqs = [first, first + 1, first, first + 1, first + 2, first + 2];
    const outcomes = await Promise.all(seqs.map((seq) => write(handleOnce, { seq })));
    assert.deepEqual(outcomes, [true, true, false, false, true, false]);
    await confirm(first + 2);
    assert.deepEqual(await keys(), []);
  });
}

const policy = { idempotent: true, lasts: true, whenAway: 'refuse' } as const;

const handleOnce = defineUnit({
  ...policy,
  input: z.object({ seq: z.int() }),
  output: z.boolean(),
  run: (tx, { seq }) => isFirstTime(tx, `outbox:${topic}`, seq),
});

const forget = defineUnit({
  ...policy,
  input: z.object({ seq: z.int() }),
  async run(tx, { seq }) {
    await tx.db.deleteFrom('outbox').where('seq', '=', seq).execute();
  },
});
