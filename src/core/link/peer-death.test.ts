// What becomes of calls and subscriptions when the other side dies and comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { call, defineContract } from '../contract.ts';
import { WINDOW } from './link-end.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair, type LinkedPair } from './testing/linked-pair.ts';

const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error) => error.code);
const never = () => new Promise<never>(() => {});

/** A service that hangs in its first life and answers in the next. */
function createMortal() {
  const pair: LinkedPair<typeof deskContract> & { lives: number; seen: [number, number][] } = Object.assign(
    createPair(
      deskContract,
      deskHandlers({
        quote: ({ id }, { retryCount }) => {
          pair.seen.push([id, retryCount]);
          return pair.lives === 0 ? never() : id;
        },
        order: ({ id }) => (pair.lives === 0 ? never() : id),
      }),
      { maxConcurrent: 20_000 },
    ),
    { lives: 0, seen: [] as [number, number][] },
  );
  return pair;
}

test('an idempotent call is repeated to the successor; another is told that its outcome is unknown', async () => {
  const pair = createMortal();
  const quote = outcome(pair.client.quote({ id: 1 }));
  const order = outcome(pair.client.order({ id: 2 }));
  await pair.settle();
  pair.cut();
  assert.equal(await order, 'PEER_DIED_UNANSWERED');
  assert.equal(pair.connects, 1);
  pair.lives++;
  pair.link();
  assert.equal(await quote, 1);
  assert.deepEqual(pair.seen, [
    [1, 0],
    [1, 1],
  ]);
});

test('a call that was made while nobody was there waits for the successor, and only so long', async () => {
  const pair = createMortal();
  pair.cut();
  await pair.settle();
  pair.lives++;
  const patient = outcome(pair.client.order({ id: 1 }));
  const hasty = outcome(pair.client.order({ id: 2 }, { deadlineMs: 10 }));
  await pair.clock.advance(10);
  assert.equal(await hasty, 'CALL_EXPIRED');
  pair.link();
  assert.equal(await patient, 1);
});

test('a call that waited for credit when the peer died is sent to the successor, not failed', async () => {
  const pair = createMortal();
  const outcomes = Array.from({ length: WINDOW + 88 }, (_, id) => outcome(pair.client.order({ id })));
  pair.cut();
  pair.lives++;
  await pair.settle();
  pair.link();
  const told = await Promise.all(outcomes);
  assert.equal(told.filter((what) => what === 'PEER_DIED_UNANSWERED').length, WINDOW);
  assert.equal(told.filter((what) => typeof what === 'number').length, 88);
});

test('ten thousand open calls each get exactly one answer when the peer dies', async () => {
  const pair = createMortal();
  let answers = 0;
  const count = () => void answers++;
  const calls = Array.from({ length: 10_000 }, (_, id) =>
    (id % 2 === 0 ? pair.client.quote({ id }) : pair.client.order({ id })).then(
      (reply) => {
        count();
        return reply;
      },
      (error) => {
        count();
        return error.code;
      },
    ),
  );
  for (let round = 0; round < 5; round++) await pair.settle();
  pair.cut();
  pair.lives++;
  await pair.settle();
  pair.link();
  const told = await Promise.all(calls);
  assert.equal(answers, 10_000);
  for (const [id, what] of told.entries()) assert.equal(what, id % 2 === 0 ? id : 'PEER_DIED_UNANSWERED');
  await pair.settle();
  assert.equal(answers, 10_000);
});

test('what the peer said before it closed still counts: replies and events', async () => {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const order = async ({ id }: { id: number }) => {
    await gate;
    return id;
  };
  const pair = createPair(deskContract, deskHandlers({ order }));
  const heard: unknown[] = [];
  pair.client.on('any', (data) => void heard.push(data));
  const calls = Array.from({ length: 500 }, (_, id) => outcome(pair.client.order({ id })));
  await pair.settle();
  pair.sent.toClient.length = 0;
  release();
  for (let data = 0; data < 400; data++) void pair.publish('any', data);
  while (pair.sent.toClient.length < 4) await Promise.resolve();
  pair.cut();
  const told = await Promise.all(calls);
  assert.deepEqual(told, [...told.keys()]);
  assert.equal(heard.length, 400);
});

test('subscriptions come back by themselves, in the order of events', async () => {
  const pair = createPair(deskContract, deskHandlers());
  const heard: unknown[] = [];
  pair.client.on('any', (data) => void heard.push(data));
  await pair.settle();
  await pair.publish('any', 'first life');
  await pair.settle();
  pair.cut();
  await pair.settle();
  pair.link();
  await pair.settle();
  await pair.publish('any', 'second life');
  await pair.settle();
  assert.deepEqual(heard, ['first life', 'second life']);
});

test('a service that will not come back is told at once, to those who wait and to those who come', async () => {
  const pair = createMortal();
  const waiting = outcome(pair.client.quote({ id: 1 }));
  await pair.settle();
  pair.cut();
  await pair.settle();
  pair.unavailable();
  assert.equal(await waiting, 'PEER_UNAVAILABLE');
  assert.equal(await outcome(pair.client.quote({ id: 2 })), 'PEER_UNAVAILABLE');
  pair.lives++;
  pair.link();
  assert.equal(await outcome(pair.client.quote({ id: 3 })), 3);
});

test('when the caller dies its calls are cancelled, and those not begun are never begun', async () => {
  const begun: number[] = [];
  const aborted: number[] = [];
  const pair = createPair(
    deskContract,
    deskHandlers({
      order: ({ id }, { signal }) => {
        begun.push(id);
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(id);
            reject(signal.reason);
          });
        });
      },
    }),
    { maxConcurrent: 2 },
  );
  for (let id = 0; id < 5; id++) void outcome(pair.client.order({ id }));
  await pair.settle();
  pair.cut();
  await pair.settle();
  assert.deepEqual(
    [begun, aborted],
    [
      [0, 1],
      [0, 1],
    ],
  );
});

test('calls that were admitted are not refused by the lane of the successor, however small', async () => {
  const contract = defineContract({
    name: 'desk',
    calls: { look: call({ input: z.int(), output: z.int(), idempotent: true, capacity: 4 }) },
  });
  let lives = 0;
  const look = (id: number) => (lives === 0 ? never() : id);
  const pair = createPair(contract, { look }, { maxConcurrent: 20_000 });
  const outcomes: Promise<unknown>[] = [];
  for (let id = 0; id < 2 * WINDOW; id++) {
    outcomes.push(outcome(pair.client.look(id)));
    if (id % 256 === 0) await pair.settle();
  }
  pair.cut();
  await pair.settle();
  lives++;
  pair.link();
  assert.deepEqual(
    await Promise.all(outcomes),
    outcomes.map((_, id) => id),
  );
});

test('a call that a stopping service did not begin waits for the next one, until its deadline', async () => {
  const pair = createPair(deskContract, deskHandlers());
  await pair.drain();
  const patient = outcome(pair.client.order({ id: 1 }));
  const hasty = outcome(pair.client.order({ id: 2 }, { deadlineMs: 10 }));
  await pair.settle();
  await pair.clock.advance(10);
  assert.equal(await hasty, 'CALL_EXPIRED');
  pair.cut();
  await pair.settle();
  pair.link();
  assert.equal(await patient, 1);
});

test('a call that a stopping service did not begin fails when there will be no other', async () => {
  const pair = createPair(deskContract, deskHandlers());
  await pair.drain();
  const order = outcome(pair.client.order({ id: 1 }));
  await pair.settle();
  pair.cut();
  await pair.settle();
  pair.unavailable();
  assert.equal(await order, 'PEER_UNAVAILABLE');
});
