// What a link bounds and keeps: credits, batches, order, the policy of each message class, urgent first.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Batch, frame } from './frames.ts';
import { WINDOW } from './link-end.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

type Tick = { key: string; sequence: number };

/** A pair with a reader of one event that handles a message only when the test lets it. */
async function slowReader(eventName: 'block' | 'refuse' | 'shed' | 'coalesce') {
  const pair = createPair(deskContract, deskHandlers());
  const received: Tick[] = [];
  const gates: (() => void)[] = [];
  let isFree = false;
  pair.client.on(eventName, (tick) => {
    received.push(tick);
    return isFree ? undefined : new Promise<void>((resolve) => gates.push(resolve));
  });
  await pair.settle();
  return {
    ...pair,
    received,
    sequences: () => received.map(({ sequence }) => sequence),
    /** From now on the reader keeps up. */
    async free() {
      isFree = true;
      for (const open of gates.splice(0)) open();
      for (let round = 0; round < 5; round++) await pair.settle();
    },
  };
}

/** Messages of a batch that spent a credit. */
function eventsIn(batch: Batch): number {
  let events = 0;
  for (let at = 4; at < batch.length; at += batch[at] === frame.event ? 6 + 2 * Number(batch[at + 5]) : 3)
    if (batch[at] === frame.event) events += Number(batch[at + 5]);
  return events;
}

const range = (length: number, from = 0): number[] => Array.from({ length }, (_, i) => from + i);

test('what is on its way is bounded by credits, and every event of a blocking class arrives in order', async () => {
  const { publish, sent, settle, free, sequences } = await slowReader('block');
  let isAccepted = false;
  void (async () => {
    for (const sequence of range(2000)) await publish('block', { key: 'a', sequence });
    isAccepted = true;
  })();
  await settle();
  const underWay = sent.toClient.reduce((sum, batch) => sum + eventsIn(batch), 0);
  assert.equal(underWay, WINDOW);
  assert.equal(isAccepted, false);
  await free();
  assert.equal(isAccepted, true);
  assert.deepEqual(sequences(), range(2000));
});

test('a publisher that does not wait is refused when even the places to wait are taken', async () => {
  const { publish, settle, free, sequences } = await slowReader('block');
  const outcomes = range(WINDOW + 288).map((sequence) =>
    publish('block', { key: 'a', sequence }).then(
      () => 'sent',
      (error) => error.code,
    ),
  );
  await settle();
  await free();
  const told = await Promise.all(outcomes);
  // A window on its way, 100 in the lane, 100 blocked.
  assert.deepEqual(told, [...range(WINDOW + 200).map(() => 'sent'), ...range(88).map(() => 'QUEUE_FULL')]);
  assert.deepEqual(sequences(), range(WINDOW + 200));
});

test('a publisher of a refusing class is told which events found no place', async () => {
  const { publish, settle, free, sequences } = await slowReader('refuse');
  const refused: number[] = [];
  for (const sequence of range(WINDOW + 288))
    await publish('refuse', { key: 'a', sequence }).catch((error) => {
      assert.equal(error.code, 'QUEUE_FULL');
      refused.push(sequence);
    });
  await settle();
  await free();
  assert.deepEqual(refused, range(188, WINDOW + 100));
  assert.deepEqual(sequences(), range(WINDOW + 100));
});

test('a shedding class keeps the newest and counts what it drops: received + dropped = sent', async () => {
  const { publish, settle, free, sequences, meters } = await slowReader('shed');
  for (const sequence of range(5000)) {
    await publish('shed', { key: 'a', sequence });
    if (sequence % 1000 === 0) await settle();
  }
  await settle();
  await free();
  assert.deepEqual(sequences(), [...range(WINDOW), ...range(100, 4900)]);
  assert.equal(meters.server.counts.dropped, 5000 - WINDOW - 100);
});

test('a coalescing class ends with the newest value of every key', async () => {
  const { publish, settle, free, received, meters } = await slowReader('coalesce');
  const keys = ['SOL', 'BTC', 'ETH'];
  for (const sequence of range(9000))
    await publish('coalesce', { key: keys[sequence % 3] as string, sequence });
  await settle();
  await free();
  assert.equal(received.length, WINDOW + 3);
  const newest = Object.fromEntries(received.map(({ key, sequence }) => [key, sequence]));
  assert.deepEqual(newest, { SOL: 8997, BTC: 8998, ETH: 8999 });
  assert.equal(meters.server.counts.dropped, 0);
});

test('a value that changes all the time is not overtaken for ever by a full lane beside it', async () => {
  const { client, publish, settle, clock } = createPair(deskContract, deskHandlers());
  const order: string[] = [];
  let gate: (() => void) | undefined;
  const slow = (name: string) => () => {
    order.push(name);
    return new Promise<void>((resolve) => {
      gate = resolve;
    });
  };
  client.on('block', slow('block'));
  client.on('coalesce', () => void order.push('coalesce'));
  await settle();
  let sequence = 0;
  const feed = async () => {
    for (;;) await publish('block', { key: 'a', sequence: sequence++ });
  };
  void feed();
  await settle();
  for (let round = 0; round < 1500; round++) {
    await publish('coalesce', { key: 'SOL', sequence: sequence++ });
    gate?.();
    if (round % 10 === 0) await clock.advance(0);
    else await Promise.resolve();
  }
  await settle();
  assert.ok(order.includes('coalesce'));
});

test('messages of one urgency keep the order of sending across their names', async () => {
  const seen: string[] = [];
  const note =
    (name: string) =>
    ({ id }: { id: number }) =>
      seen.push(`${name}${id}`);
  const handlers = deskHandlers({ order: note('order'), quote: note('quote'), hasty: note('hasty') });
  const { client } = createPair(deskContract, handlers, { maxConcurrent: 100_000 });
  const expected: string[] = [];
  const calls: Promise<number>[] = [];
  for (const id of range(1500)) {
    const name = (['order', 'quote'] as const)[id % 2] as 'order' | 'quote';
    expected.push(`${name}${id}`);
    calls.push(client[name]({ id }));
  }
  await Promise.all(calls);
  assert.deepEqual(seen, expected);
});

test('events keep their order across names under back-pressure too', async () => {
  const { client, publish, settle } = createPair(deskContract, deskHandlers());
  const seen: number[] = [];
  client.on('block', ({ sequence }) => void seen.push(sequence));
  client.on('any', (sequence) => void seen.push(sequence as number));
  await settle();
  const places = range(900).map((sequence) =>
    sequence % 9 === 0 ? publish('block', { key: 'a', sequence }) : publish('any', sequence),
  );
  await Promise.all(places);
  await settle();
  assert.deepEqual(seen, range(900));
});

test('what is sent within one turn leaves together, at most 256 messages a batch', async () => {
  const { client, sent, settle, publish } = createPair(deskContract, deskHandlers());
  await Promise.all(range(10).map((id) => client.order({ id })));
  assert.deepEqual([sent.toServer.length, sent.toClient.length], [1, 1]);
  client.on('any', () => {});
  await settle();
  sent.toServer.length = 0;
  sent.toClient.length = 0;
  const calls = Promise.all(range(2000).map((id) => client.order({ id })));
  for (const value of range(400)) void publish('any', value);
  await calls;
  const sizes = sent.toServer.map((batch) => (batch.length - 4) / 8);
  assert.ok(
    sizes.every((size) => size <= 256),
    `${sizes}`,
  );
  assert.ok(sizes.includes(256));
  assert.ok(sent.toClient.every((batch) => (batch.length - 4) / 4 <= 256 + 6));
});

test('replies that become ready in one turn leave in batches of at most 256 as well', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const order = async ({ id }: { id: number }) => {
    await gate;
    return id;
  };
  const { client, sent, settle } = createPair(deskContract, deskHandlers({ order }), {
    maxConcurrent: 10_000,
  });
  const calls = Promise.all(range(1000).map((id) => client.order({ id })));
  for (let round = 0; round < 3; round++) await settle();
  sent.toClient.length = 0;
  release();
  await calls;
  assert.deepEqual(
    sent.toClient.map((batch) => (batch.length - 4) / 4),
    [256, 256, 256, 232],
  );
});

test('an urgent call overtakes a backlog on the wire, in the inbox and in the queue of the service', async () => {
  const seen: string[] = [];
  const handlers = deskHandlers({
    order: ({ id }) => seen.push(`order${id}`),
    stop: ({ id }) => seen.push(`stop${id}`),
  });
  const { client } = createPair(deskContract, handlers);
  const backlog = range(5000).map((id) => client.order({ id }));
  await client.stop({ id: 1 });
  assert.ok(seen.indexOf('stop1') <= 512, `the urgent call came after ${seen.indexOf('stop1')} others`);
  await Promise.all(backlog);
  assert.equal(seen.length, 5001);
});

test('an urgent call does not wait for a place among the running ones', async () => {
  const { client, settle } = createPair(deskContract, deskHandlers({ order: () => new Promise(() => {}) }), {
    maxConcurrent: 1,
  });
  for (const id of range(50)) client.order({ id }).catch(() => {});
  await settle();
  assert.equal(await client.stop({ id: 7 }), 7);
});

test('credits survive a hundred thousand messages in both directions', async () => {
  const { client, publish, settle } = createPair(deskContract, deskHandlers());
  let events = 0;
  client.on('block', () => void events++);
  await settle();
  for (let round = 0; round < 100; round++) {
    const calls = range(500).map((id) => client.order({ id }));
    for (const sequence of range(500)) await publish('block', { key: 'a', sequence });
    await Promise.all(calls);
  }
  for (let round = 0; round < 5; round++) await settle();
  assert.equal(events, 50_000);
});
