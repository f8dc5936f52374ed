// Calls over a link: replies, deadlines, cancellation, limits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.ts';
import { WINDOW } from './link-end.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

const never = () => new Promise<never>(() => {});

/** The code a promise rejects with, or what it resolved to. */
const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error) => (error instanceof AppError ? error.code : error));

test('each caller gets its own reply, in whatever order the handlers finish', async () => {
  const open: (() => void)[] = [];
  const order = ({ id }: { id: number }) =>
    new Promise<number>((resolve) => open.push(() => resolve(id * 10)));
  const { client, settle } = createPair(deskContract, deskHandlers({ order }));
  const replies = Array.from({ length: 100 }, (_, id) => client.order({ id }));
  await settle();
  for (const finish of open.reverse()) finish();
  assert.deepEqual(
    await Promise.all(replies),
    Array.from({ length: 100 }, (_, id) => id * 10),
  );
});

test('an idempotent call past its deadline has expired, another is unanswered', async () => {
  const { client, clock } = createPair(deskContract, deskHandlers({ quote: never, order: never }));
  const quote = outcome(client.quote({ id: 1 }, { deadlineMs: 100 }));
  const order = outcome(client.order({ id: 1 }, { deadlineMs: 100 }));
  await clock.advance(99);
  const undecided = Symbol();
  assert.equal(await Promise.race([quote, order, Promise.resolve(undecided)]), undecided);
  await clock.advance(1);
  assert.deepEqual([await quote, await order], ['CALL_EXPIRED', 'CALL_UNANSWERED']);
});

test('a call has the configured deadline when nobody says otherwise', async () => {
  const { client, clock } = createPair(deskContract, deskHandlers({ order: never }), {
    limits: { callDeadlineMs: 300 },
  });
  const order = outcome(client.order({ id: 1 }));
  await clock.advance(300);
  assert.equal(await order, 'CALL_UNANSWERED');
});

test('a call that timed out ignores its late reply, which is counted and reaches nobody else', async () => {
  const open = new Map<number, (reply: number) => void>();
  const quote = ({ id }: { id: number }) => new Promise<number>((resolve) => open.set(id, resolve));
  const { client, clock, meters, settle } = createPair(deskContract, deskHandlers({ quote }));
  const late = outcome(client.quote({ id: 1 }, { deadlineMs: 50 }));
  await clock.advance(50);
  assert.equal(await late, 'CALL_EXPIRED');
  const next = outcome(client.quote({ id: 2 }));
  await settle();
  open.get(1)?.(-1);
  await settle();
  assert.equal(meters.client.counts.lateReplies, 1);
  open.get(2)?.(2);
  assert.equal(await next, 2);
});

test('cancelling reaches the handler', async () => {
  const heard: string[] = [];
  const order = ({ id }: { id: number }, { signal }: { signal: AbortSignal }) =>
    new Promise<number>((_, reject) => {
      signal.addEventListener('abort', () => {
        heard.push(`${id} ${(signal.reason as AppError).code}`);
        reject(signal.reason);
      });
    });
  const { client, settle } = createPair(deskContract, deskHandlers({ order }));
  const controller = new AbortController();
  const cancelled = outcome(client.order({ id: 1 }, { signal: controller.signal }));
  const other = outcome(client.order({ id: 2 }));
  await settle();
  controller.abort();
  assert.equal(await cancelled, 'CALL_UNANSWERED');
  await settle();
  assert.deepEqual(heard, ['1 CALL_CANCELLED']);
  assert.equal(await Promise.race([other, Promise.resolve('open')]), 'open');
});

test('a deadline that passes cancels the handler too', async () => {
  let isAborted = false;
  const order = (_: unknown, { signal }: { signal: AbortSignal }) => {
    signal.addEventListener('abort', () => {
      isAborted = true;
    });
    return never();
  };
  const { client, clock, settle } = createPair(deskContract, deskHandlers({ order }));
  const unanswered = outcome(client.order({ id: 1 }, { deadlineMs: 10 }));
  await settle();
  await clock.advance(10);
  await settle();
  assert.equal(await unanswered, 'CALL_UNANSWERED');
  assert.equal(isAborted, true);
});

test('a call cancelled in the same turn, before it left, is cancelled at the other side too', async () => {
  const signals: AbortSignal[] = [];
  const order = (_: unknown, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return never();
  };
  const { client, settle } = createPair(deskContract, deskHandlers({ order }));
  const controller = new AbortController();
  const call = outcome(client.order({ id: 1 }, { signal: controller.signal }));
  controller.abort();
  assert.equal(await call, 'CALL_UNANSWERED');
  await settle();
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true],
  );
});

test('a call whose signal was aborted before is never sent', async () => {
  const { client, sent, settle } = createPair(deskContract, deskHandlers());
  assert.equal(await outcome(client.order({ id: 1 }, { signal: AbortSignal.abort() })), 'CALL_CANCELLED');
  await settle();
  assert.equal(sent.toServer.length, 0);
});

test('a cancelled call frees its listeners on the signal', async () => {
  const { client } = createPair(deskContract, deskHandlers());
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  for (let id = 0; id < 10; id++) assert.equal(await client.order({ id }, { signal }), id);
  assert.equal(listeners, 0);
});

test('at most maxConcurrent calls run at once; the rest wait their turn', async () => {
  let running = 0;
  let most = 0;
  const open: (() => void)[] = [];
  const order = ({ id }: { id: number }) => {
    most = Math.max(most, ++running);
    return new Promise<number>((resolve) =>
      open.push(() => {
        running--;
        resolve(id);
      }),
    );
  };
  const { client, settle } = createPair(deskContract, deskHandlers({ order }), { maxConcurrent: 3 });
  const replies = Promise.all(Array.from({ length: 10 }, (_, id) => client.order({ id })));
  await settle();
  while (open.length > 0) {
    open.shift()?.();
    await settle();
  }
  assert.deepEqual(await replies, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(most, 3);
});

test('what expired or was cancelled while it waited for its turn is not begun', async () => {
  const begun: number[] = [];
  let finish = () => {};
  const order = ({ id }: { id: number }) => {
    begun.push(id);
    return new Promise<number>((resolve) => {
      finish = () => resolve(id);
    });
  };
  const { client, clock, settle } = createPair(deskContract, deskHandlers({ order }), { maxConcurrent: 1 });
  const controller = new AbortController();
  const first = outcome(client.order({ id: 1 }));
  const expired = outcome(client.order({ id: 2 }, { deadlineMs: 50 }));
  const cancelled = outcome(client.order({ id: 3 }, { signal: controller.signal }));
  const last = outcome(client.order({ id: 4 }));
  await clock.advance(60);
  controller.abort();
  await settle();
  finish();
  await settle();
  finish();
  assert.deepEqual(await Promise.all([first, expired, cancelled, last]), [
    1,
    'CALL_UNANSWERED',
    'CALL_UNANSWERED',
    4,
  ]);
  assert.deepEqual(begun, [1, 4]);
});

test('a call that arrives after its deadline is not begun, however long the wire or the queue held it', async () => {
  const begun: number[] = [];
  const order = ({ id }: { id: number }) => begun.push(id);
  const { client, clock, settle, sent, inject } = createPair(deskContract, deskHandlers({ order }));
  void outcome(client.order({ id: 1 }, { deadlineMs: 50 }));
  await settle();
  const [batch] = sent.toServer;
  await clock.advance(60);
  inject('server', batch);
  await settle();
  assert.deepEqual(begun, [1]);
});

test('a call made after the deadline of its cause is told so and never sent', async () => {
  const { client, sent, settle } = createPair(deskContract, deskHandlers());
  assert.equal(await outcome(client.order({ id: 1 }, { deadlineMs: 0 })), 'CALL_EXPIRED');
  await settle();
  assert.equal(sent.toServer.length, 0);
});

test('a call too many is refused or waits, as its contract says', async () => {
  const { client, settle } = createPair(deskContract, deskHandlers({ order: never }), { maxConcurrent: 1 });
  const filling = Array.from({ length: WINDOW + 88 }, (_, id) => outcome(client.order({ id })));
  await settle();
  const hasty = Array.from({ length: 6 }, (_, id) => outcome(client.hasty({ id })));
  const patient = Array.from({ length: 10 }, (_, id) => outcome(client.patient({ id })));
  await settle();
  const now = (promise: Promise<unknown>) => Promise.race([promise, Promise.resolve('waits')]);
  const waits = (n: number) => Array.from({ length: n }, () => 'waits');
  const full = (n: number) => Array.from({ length: n }, () => 'QUEUE_FULL');
  assert.deepEqual(await Promise.all(hasty.map(now)), [...waits(4), ...full(2)]);
  assert.deepEqual(await Promise.all(patient.map(now)), [...waits(8), ...full(2)]);
  assert.deepEqual(await Promise.all(filling.map(now)), waits(WINDOW + 88));
});

test('a message that is too large or no plain data is refused, and the link goes on', async () => {
  const { client, settle } = createPair(deskContract, deskHandlers(), { limits: { maxMessageBytes: 1000 } });
  assert.equal(await outcome(client.any('x'.repeat(600))), 'MESSAGE_TOO_LARGE');
  const mixed = [client.any({ fn: () => 1 }), client.any(1), client.any(Symbol.iterator), client.any(2)];
  assert.deepEqual(await Promise.all(mixed.map(outcome)), ['MESSAGE_NOT_DATA', 1, 'MESSAGE_NOT_DATA', 2]);
  await settle();
  assert.equal(await client.quote({ id: 3 }), 3);
});

test('messages that cannot be cloned cost the link no credit', async () => {
  const { client } = createPair(deskContract, deskHandlers());
  for (let round = 0; round < 20; round++)
    await Promise.all(Array.from({ length: 100 }, () => outcome(client.any(() => 1))));
  assert.equal(await client.order({ id: 1 }), 1);
});

test('a call with the wrong input is told the path and is not begun', async () => {
  let begun = 0;
  const pair = createPair(deskContract, deskHandlers({ order: () => ++begun }));
  await assert.rejects(pair.client.order({ id: 'one' as unknown as number }), (error: AppError) => {
    assert.equal((error.details['issues'] as { path: string }[])[0]?.path, 'id');
    return error.code === 'MESSAGE_INVALID';
  });
  assert.equal(begun, 0);
  assert.equal(pair.meters.server.counts.invalid, 1);
});
