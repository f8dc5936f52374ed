// Events over a link: subscriptions, handlers that throw or wait, and what a publisher is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WINDOW } from './link-end.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

test('an event reaches every subscriber, and nobody who has not subscribed or has ended it', async () => {
  const { client, publish, settle, sent } = createPair(deskContract, deskHandlers());
  await publish('any', 'before');
  const seen: string[] = [];
  client.on('any', (data) => void seen.push(`first ${data}`));
  const end = client.on('any', (data) => void seen.push(`second ${data}`));
  await settle();
  await publish('any', 1);
  await settle();
  end();
  await publish('any', 2);
  await settle();
  assert.deepEqual(seen, ['first 1', 'second 1', 'first 2']);
  assert.equal(sent.toClient.length, 2);
});

test('when the last subscription ends, the publisher sends no more', async () => {
  const { client, publish, settle, sent } = createPair(deskContract, deskHandlers());
  const ends = [client.on('any', () => {}), client.on('any', () => {})];
  await settle();
  for (const end of ends) end();
  await settle();
  await publish('any', 1);
  await settle();
  assert.equal(sent.toClient.length, 0);
});

test('a handler that throws costs neither the events behind it nor the other handlers', async () => {
  const { client, publish, settle, meters } = createPair(deskContract, deskHandlers());
  const seen: unknown[] = [];
  client.on('any', (data) => {
    if (data === 1) throw new TypeError('not one');
    seen.push(data);
  });
  client.on('any', async (data) => {
    if (data === 2) throw new Error('not two');
    seen.push(`async ${data}`);
  });
  await settle();
  for (const data of range(4)) void publish('any', data);
  await settle();
  assert.deepEqual(
    seen.filter((data) => typeof data === 'number'),
    [0, 2, 3],
  );
  assert.deepEqual(
    seen.filter((data) => typeof data === 'string'),
    ['async 0', 'async 1', 'async 3'],
  );
  assert.deepEqual(
    meters.client.failures.map(({ isBug, name }) => [isBug, name]),
    [
      [true, 'any'],
      [true, 'any'],
    ],
  );
});

test('an asynchronous handler sees one event at a time, in order', async () => {
  const { client, publish, settle } = createPair(deskContract, deskHandlers());
  const log: string[] = [];
  let release = () => {};
  client.on('any', async (data) => {
    log.push(`begin ${data}`);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    log.push(`end ${data}`);
  });
  await settle();
  for (const data of range(3)) void publish('any', data);
  for (const _ of range(4)) {
    await settle();
    release();
  }
  await settle();
  assert.deepEqual(log, ['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
});

test('a slow reader holds back nobody on another link', async () => {
  const slow = createPair(deskContract, deskHandlers());
  slow.client.on('any', () => new Promise<void>(() => {}));
  const fast = createPair(deskContract, deskHandlers());
  let seen = 0;
  fast.client.on('any', () => void seen++);
  await slow.settle();
  await fast.settle();
  for (const data of range(2000)) void slow.publish('any', data).catch(() => {});
  for (const data of range(2000)) await fast.publish('any', data);
  await fast.settle();
  assert.equal(seen, 2000);
});

test('an event that breaks its contract is left out and counted; the rest arrives', async () => {
  const { client, publish, settle, meters } = createPair(deskContract, deskHandlers());
  const seen: number[] = [];
  client.on('block', ({ sequence }) => void seen.push(sequence));
  await settle();
  for (const sequence of [0, 1.5, 2]) void publish('block', { key: 'a', sequence });
  await settle();
  assert.deepEqual(seen, [0, 2]);
  assert.equal(meters.client.counts.invalid, 1);
});

test('an event that cannot be cloned takes no other with it, and no credit', async () => {
  const { client, publish, settle, meters } = createPair(deskContract, deskHandlers());
  const seen: unknown[] = [];
  client.on('any', (data) => void seen.push(data));
  await settle();
  for (let round = 0; round < 700; round++) {
    void publish('any', () => 1);
    if (round % 100 === 0) await settle();
  }
  for (const data of [0, Symbol.iterator, 1]) void publish('any', data);
  await settle();
  assert.deepEqual(seen, [0, 1]);
  assert.equal(meters.server.failures.length, 701);
});

test('an event that is too large is refused to its publisher', async () => {
  const { publish } = createPair(deskContract, deskHandlers(), { limits: { maxMessageBytes: 100 } });
  await assert.rejects(publish('any', 'x'.repeat(100)), { code: 'MESSAGE_TOO_LARGE' });
  await assert.rejects(publish('block', null as never), { code: 'MESSAGE_INVALID' });
  await assert.rejects(publish('nothing' as 'any', 1), { code: 'CONTRACT_INVALID' });
});

test('a blocked publisher goes on when its only reader ends its subscription or dies', async () => {
  for (const leave of ['unsubscribe', 'die'] as const) {
    const { client, publish, settle, cut } = createPair(deskContract, deskHandlers());
    const end = client.on('block', () => new Promise<void>(() => {}));
    await settle();
    let sent = 0;
    const all = (async () => {
      for (const sequence of range(2 * WINDOW)) {
        await publish('block', { key: 'a', sequence });
        sent++;
      }
    })();
    await settle();
    assert.ok(sent < 2 * WINDOW);
    if (leave === 'unsubscribe') end();
    else cut();
    await settle();
    await all;
    assert.equal(sent, 2 * WINDOW);
  }
});

test('what waited for a reader that died is counted as dropped', async () => {
  const { client, publish, settle, cut, meters } = createPair(deskContract, deskHandlers());
  client.on('block', () => new Promise<void>(() => {}));
  await settle();
  const waiting = 150;
  for (const sequence of range(WINDOW + waiting)) void publish('block', { key: 'a', sequence });
  await settle();
  assert.equal(meters.server.counts.dropped, 0);
  cut();
  await settle();
  assert.equal(meters.server.counts.dropped, waiting);
});

test('handlers that end subscriptions while events are handed out cost the publisher no credit', async () => {
  const { client, publish, settle } = createPair(deskContract, deskHandlers());
  let seen = 0;
  const subscribe = () => {
    const ends: (() => void)[] = [];
    const endAll = () => {
      for (const end of ends) end();
    };
    ends.push(client.on('any', endAll), client.on('any', endAll), client.on('any', endAll));
  };
  for (let round = 0; round < 2 * WINDOW; round += 64) {
    subscribe();
    await settle();
    for (const data of range(64)) void publish('any', data);
    await settle();
  }
  client.on('any', () => void seen++);
  await settle();
  for (const data of range(WINDOW)) void publish('any', data);
  await settle();
  assert.equal(seen, WINDOW);
});

test('an envelope says what, from whom, when and why', async () => {
  const { client, publish, settle, clock } = createPair(deskContract, deskHandlers());
  const envelopes: Record<string, unknown>[] = [];
  const note = (
    _: unknown,
    { type, source, timestamp, priority, retryCount, deadlineMs }: Record<string, unknown>,
  ) => void envelopes.push({ type, source, timestamp, priority, retryCount, deadlineMs });
  client.on('block', note as never);
  client.on('urgent', note as never);
  await settle();
  const tick = { key: 'a', sequence: 1 };
  await publish('block', tick);
  await settle();
  await publish('urgent', tick);
  await settle();
  const same = { source: 'desk', timestamp: clock.now(), retryCount: 0, deadlineMs: undefined };
  assert.deepEqual(envelopes, [
    { type: 'block', priority: 0, ...same },
    { type: 'urgent', priority: 1, ...same },
  ]);
});

test('events that wait for a slow handler count as waiting until it has had them', async () => {
  const { client, publish, settle, clock, depth } = createPair(deskContract, deskHandlers());
  client.on('any', () => clock.sleep(10));
  await settle();
  for (const data of range(3)) void publish('any', data);
  const depths: number[] = [];
  for (let handled = 0; handled <= 3; handled++) {
    await settle();
    depths.push(depth());
    await clock.advance(10);
  }
  assert.deepEqual(depths, [3, 2, 1, 0]);
});
