// The cause of a message and its deadline, carried over several hops.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentScope, rootScope, runInScope } from '../scope.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import type { Envelope } from './envelope.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

/** first → second → third, each a service that calls the next. */
function createChain() {
  const clock = createManualClock();
  const seen: Envelope[] = [];
  const third = createPair(
    deskContract,
    deskHandlers({
      order: async ({ id }, request) => {
        seen.push(request);
        await third.publish('any', id);
        return id;
      },
    }),
    { clock, clientName: 'second' },
  );
  const relay = (next: typeof third) =>
    deskHandlers({
      order: async ({ id }, request) => {
        seen.push(request);
        await clock.sleep(10);
        return next.client.order({ id });
      },
    });
  const second = createPair(deskContract, relay(third), { clock, clientName: 'first' });
  const first = createPair(deskContract, relay(second), { clock, clientName: 'edge' });
  return { clock, seen, first, second, third };
}

test('the correlation id of the outside cause reaches the third hop and the event it publishes', async () => {
  const { clock, seen, first, third } = createChain();
  const heard: Envelope[] = [];
  third.client.on('any', (_, envelope) => void heard.push(envelope));
  await third.settle();
  const reply = runInScope(rootScope('request-7'), () => first.client.order({ id: 1 }));
  for (let step = 0; step < 10; step++) {
    await first.settle();
    await clock.advance(10);
  }
  assert.equal(await reply, 1);
  await third.settle();
  assert.deepEqual(
    [...seen, ...heard].map(({ correlationId }) => correlationId),
    ['request-7', 'request-7', 'request-7', 'request-7'],
  );
  assert.deepEqual(
    [...seen.slice(1), ...heard].map(({ causeId }) => causeId),
    seen.map(({ id }) => id),
  );
});

test('without an outside cause the first message is the cause of all that follow', async () => {
  const { clock, seen, first } = createChain();
  const reply = first.client.order({ id: 1 });
  for (let step = 0; step < 10; step++) {
    await first.settle();
    await clock.advance(10);
  }
  await reply;
  assert.equal(seen[0]?.correlationId, seen[0]?.id);
  assert.deepEqual([...new Set(seen.map(({ correlationId }) => correlationId))], [seen[0]?.id]);
});

test('calls at the same time do not mix their causes', async () => {
  const { clock, seen, first } = createChain();
  const replies = ['a', 'b', 'c'].map((name, id) =>
    runInScope(rootScope(name), () => first.client.order({ id })),
  );
  for (let step = 0; step < 10; step++) {
    await first.settle();
    await clock.advance(10);
  }
  await Promise.all(replies);
  for (const name of ['a', 'b', 'c'])
    assert.equal(seen.filter(({ correlationId }) => correlationId === name).length, 3);
  assert.equal(currentScope(), undefined);
});

test('a nested call ends with the deadline of the call that led to it, not with its own', async () => {
  const { clock, seen, first } = createChain();
  const startMs = clock.monotonicMs();
  const reply = first.client.order({ id: 1 }, { deadlineMs: 1000 });
  for (let step = 0; step < 10; step++) {
    await first.settle();
    await clock.advance(10);
  }
  await reply;
  assert.deepEqual(
    seen.map(({ deadlineMs }) => deadlineMs),
    [startMs + 1000, startMs + 1000, startMs + 1000],
  );
});

test('cancelling the first call cancels the third', async () => {
  const clock = createManualClock();
  let isAborted = false;
  const third = createPair(
    deskContract,
    deskHandlers({
      order: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            isAborted = true;
            reject(signal.reason);
          });
        }),
    }),
    { clock },
  );
  const second = createPair(deskContract, deskHandlers({ order: ({ id }) => third.client.order({ id }) }), {
    clock,
  });
  const controller = new AbortController();
  const reply = second.client.order({ id: 1 }, { signal: controller.signal });
  await second.settle();
  controller.abort();
  await assert.rejects(reply, { code: 'CALL_UNANSWERED', details: { reason: 'cancelled' } });
  await second.settle();
  assert.equal(isAborted, true);
});

test('no two messages have the same id: not two calls, not two links, not a call and an event', async () => {
  const clock = createManualClock();
  const ids: string[] = [];
  const note = (_: unknown, { id }: Envelope) => void ids.push(id);
  const handlers = deskHandlers({
    order: ({ id }, request) => {
      note(undefined, request);
      return id;
    },
  });
  const other = { ...deskContract, name: 'counter' };
  const [toDesk, toCounter] = [
    createPair(deskContract, handlers, { clock }),
    createPair(other, handlers, { clock }),
  ];
  const back = createPair({ ...deskContract, name: 'caller' }, deskHandlers(), { clock });
  back.client.on('any', note);
  await back.settle();
  for (let id = 0; id < 10; id++) {
    await toDesk.client.order({ id });
    await toCounter.client.order({ id });
    await back.publish('any', id);
    await back.settle();
  }
  assert.equal(ids.length, 30);
  assert.equal(new Set(ids).size, 30);
});
