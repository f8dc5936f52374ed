import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import type { ErrorCode } from '../error-table.ts';
import { AppError } from '../errors.ts';
import { setFaultHook } from '../fault-point.ts';
import type { Log } from '../log/log.ts';
import { createSeededRandom } from '../random.ts';
import { currentScope, rootScope, runInScope } from '../scope.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { consumeOutbox } from './consume-outbox.ts';
import type { ConsumerOptions, OutboxMessage } from './consumer-options.ts';
import { createMemoryOutbox } from './testing/memory-outbox.ts';

type Handle = (message: OutboxMessage<unknown>) => Promise<void> | void;

function listeningLog(lines: string[]): Log {
  const write = (message: string) => void lines.push(message);
  const log: Log = { debug: write, info: write, warn: write, error: write, fatal: write, child: () => log };
  return log;
}

function start(
  t: TestContext,
  handle: Handle = () => {},
  options: Partial<ConsumerOptions<unknown>> & { keys?: string } = {},
) {
  const { keys = '', ...others } = options;
  const clock = createManualClock();
  const outbox = createMemoryOutbox();
  for (const key of keys) outbox.owe(key);
  const handled: string[] = [];
  const lines: string[] = [];
  const consumer = consumeOutbox({
    source: outbox,
    topic: 'orders',
    payload: z.unknown(),
    clock,
    random: createSeededRandom(1),
    log: listeningLog(lines),
    async handle(message) {
      await handle(message);
      handled.push(message.key);
    },
    ...others,
  });
  t.after(() => consumer.stop());
  const text = () => handled.join('');
  return { clock, outbox, consumer, lines, handled: text, rest: () => clock.advance(0) };
}

/** Fails as often as told for each key, then succeeds. */
function failing(code: ErrorCode, times: Record<string, number>): Handle {
  const left = new Map(Object.entries(times));
  return ({ key }) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    if (count > 0) throw new AppError(code);
  };
}

test('what was owed before it started is handled in order and confirmed once a page', async (t) => {
  const { outbox, handled, rest } = start(t, undefined, { keys: 'abcde' });
  await rest();
  assert.equal(handled(), 'abcde');
  assert.deepEqual(outbox.asked, ['after 0', 'confirm 5']);
});

test('what becomes owed rings and is handled at once', async (t) => {
  const { outbox, handled, rest } = start(t);
  await rest();
  outbox.owe('a');
  await rest();
  assert.equal(handled(), 'a');
  assert.equal(outbox.confirmedSeq, 1);
});

test('a lost doorbell costs a second', async (t) => {
  const { outbox, handled, rest, clock } = start(t);
  await rest();
  outbox.rings = false;
  outbox.owe('a');
  await clock.advance(999);
  assert.equal(handled(), '');
  await clock.advance(1);
  assert.equal(handled(), 'a');
});

test('a doorbell of another topic asks nothing', async (t) => {
  const { outbox, rest } = start(t, undefined, { topic: 'fills' });
  await rest();
  outbox.owe('a');
  await rest();
  assert.deepEqual(outbox.asked, ['after 0']);
});

test('the next page is asked for while the first is handled, and a page that is the last is not followed by a question', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, handled, rest } = start(t, () => gate.promise, { keys: 'abcde', pageSize: 3 });
  await rest();
  assert.deepEqual(outbox.asked, ['after 0', 'after 3']);
  gate.resolve();
  await rest();
  assert.equal(handled(), 'abcde');
  assert.deepEqual(outbox.asked, ['after 0', 'after 3', 'confirm 3', 'confirm 5']);
});

test('a ring while a page is handled is not forgotten', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, handled, rest } = start(t, () => gate.promise, { keys: 'a' });
  await rest();
  outbox.owe('b');
  gate.resolve();
  await rest();
  assert.equal(handled(), 'ab');
});

test('a long page is confirmed on the way', async (t) => {
  const { outbox, rest } = start(t, () => new Promise<void>((resolve) => setImmediate(resolve)), {
    keys: 'abcde',
    confirmEvery: 2,
  });
  while (outbox.confirmedSeq < 5) await rest();
  assert.deepEqual(outbox.asked, ['after 0', 'confirm 2', 'confirm 4', 'confirm 5']);
});

test('a confirmation that fails is made up for by the next, at the latest after a second', async (t) => {
  const { outbox, rest, clock, lines } = start(t);
  const { confirmMessages } = outbox;
  outbox.confirmMessages = () => Promise.reject(new AppError('PEER_DIED'));
  outbox.owe('a');
  await rest();
  assert.equal(outbox.confirmedSeq, 0);
  assert.deepEqual(lines, ['messages are handled but not confirmed yet']);
  outbox.confirmMessages = confirmMessages;
  await clock.advance(1000);
  assert.equal(outbox.confirmedSeq, 1);
});

test('a question that fails is asked again', async (t) => {
  const { outbox, handled, rest, clock } = start(t);
  await rest();
  const { messages } = outbox;
  outbox.messages = () => Promise.reject(new AppError('PEER_DIED'));
  outbox.owe('a');
  await rest();
  outbox.messages = messages;
  await clock.advance(100);
  assert.equal(handled(), 'a');
});

test('a transient failure is repeated until it succeeds, and what is behind it waits', async (t) => {
  const { outbox, handled, clock } = start(t, failing('PEER_DIED', { b: 10 }), { keys: 'abc' });
  await clock.advance(1000);
  assert.equal(handled(), 'a');
  await clock.advance(300_000);
  assert.equal(handled(), 'abc');
  assert.deepEqual(outbox.parked, []);
});

for (const code of ['FUNDS_INSUFFICIENT', 'MESSAGE_INVALID', 'BUG'] as const)
  test(`a message that fails with ${code} each time is parked and those behind it go on`, async (t) => {
    const tries: string[] = [];
    const poisoned = failing(code, { b: 3 });
    const { outbox, handled, clock, lines } = start(
      t,
      (message) => {
        tries.push(message.key);
        return poisoned(message);
      },
      { keys: 'abc' },
    );
    await clock.advance(60_000);
    assert.equal(handled(), 'ac');
    assert.equal(tries.join(''), 'abbbc');
    assert.equal(outbox.parked[0]?.seq, 2);
    assert.match(outbox.parked[0]?.reason ?? '', new RegExp(`^${code}: `));
    assert.equal(outbox.confirmedSeq, 3);
    assert.equal(lines.at(-1), 'a message is parked: its consumer could not handle it');
  });

test('a message that succeeds at its last attempt is not parked', async (t) => {
  const { outbox, handled, clock } = start(t, failing('BUG', { a: 2 }), { keys: 'a' });
  await clock.advance(60_000);
  assert.equal(handled(), 'a');
  assert.deepEqual(outbox.parked, []);
});

test('after an unknown outcome a message is never tried again', async (t) => {
  const { outbox, handled, rest } = start(t, failing('CALL_UNANSWERED', { a: 1 }), { keys: 'ab' });
  await rest();
  assert.equal(handled(), 'b');
  assert.equal(outbox.parked[0]?.seq, 1);
});

test('a payload that does not fit is parked without being handled', async (t) => {
  const { outbox, handled, rest } = start(t, undefined, { payload: z.object({ id: z.int() }) });
  outbox.owe('a', { id: 'one' });
  outbox.owe('b', { id: 2 });
  await rest();
  assert.equal(handled(), 'b');
  assert.match(outbox.parked[0]?.reason ?? '', /^MESSAGE_INVALID: .*id: /);
});

test('parking is repeated until it succeeds', async (t) => {
  const { outbox, handled, rest, clock } = start(t, failing('CALL_UNANSWERED', { a: 1 }));
  const { parkMessage } = outbox;
  outbox.parkMessage = () => Promise.reject(new AppError('PEER_DIED'));
  outbox.owe('a');
  outbox.owe('b');
  await rest();
  assert.equal(handled(), '');
  outbox.parkMessage = parkMessage;
  await clock.advance(100);
  assert.deepEqual([handled(), outbox.parked.length], ['b', 1]);
});

test('a handler works for the cause of its message, until its deadline', async (t) => {
  let scope: ReturnType<typeof currentScope>;
  const note = () => {
    scope = currentScope();
  };
  const { rest, clock } = start(t, note, { keys: 'a', handleTimeoutMs: 700 });
  await rest();
  assert.equal(scope?.correlationId, 'cause-a');
  assert.equal(scope?.deadlineMs, clock.monotonicMs() + 700);
});

test('started by a handler it outlives the deadline of that handler', async (t) => {
  const deadlines: unknown[] = [];
  const source = createMemoryOutbox();
  const { messages } = source;
  source.messages = (...input) => {
    deadlines.push(currentScope()?.deadlineMs);
    return messages(...input);
  };
  const request = { ...rootScope('request'), deadlineMs: 1 };
  const { clock } = runInScope(request, () => start(t, undefined, { source }));
  await clock.advance(1000);
  assert.deepEqual(deadlines, [undefined, undefined]);
});

test('a handler that does not come back is reported and holds its topic', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { handled, clock, lines } = start(t, () => gate.promise, { keys: 'ab', handleTimeoutMs: 700 });
  await clock.advance(700);
  assert.deepEqual([handled(), lines], ['', ['a handler does not come back, its topic waits']]);
  gate.resolve();
  await clock.advance(0);
  assert.equal(handled(), 'ab');
});

test('stopped in the middle of a page it ends the message under way and confirms what is handled', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, consumer, handled, rest } = start(
    t,
    ({ key }) => (key === 'b' ? gate.promise : undefined),
    { keys: 'abc' },
  );
  await rest();
  const stopped = consumer.stop();
  outbox.owe('d');
  gate.resolve();
  await stopped;
  assert.deepEqual([handled(), outbox.confirmedSeq], ['ab', 2]);
});

test('stopped between two attempts it leaves the message to its next life', async (t) => {
  const { outbox, consumer, handled, rest } = start(t, failing('PEER_DIED', { b: 1 }), { keys: 'abc' });
  await rest();
  await consumer.stop();
  assert.deepEqual([handled(), outbox.confirmedSeq], ['a', 1]);
});

test('stopped while it has no answer it waits for none', async (t) => {
  const { outbox, consumer, rest } = start(t);
  await rest();
  outbox.messages = (_, { signal }) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(new AppError('CALL_CANCELLED'))),
    );
  outbox.owe('a');
  await rest();
  await consumer.stop();
});

test('a simulation may strike between taking and handling, and between handling and confirming', async (t) => {
  const steps: string[] = [];
  setFaultHook((name) => void steps.push(name));
  t.after(() => setFaultHook(undefined));
  const { rest } = start(t, ({ key }) => void steps.push(key), { keys: 'ab' });
  await rest();
  assert.deepEqual(steps, ['outbox.taken', 'a', 'outbox.handled', 'outbox.taken', 'b', 'outbox.handled']);
});
