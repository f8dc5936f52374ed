import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.ts';
import { setFaultHook } from '../fault-point.ts';
import { currentScope, rootScope, runInScope } from '../scope.ts';
import { createMemoryOutbox } from './testing/memory-outbox.ts';
import { failing, startConsumer } from './testing/start-consumer.ts';

test('what was owed before it started is handled in order and confirmed once a page', async (t) => {
  const { outbox, handled, rest } = startConsumer(t, undefined, { keys: 'abcde' });
  await rest();
  assert.equal(handled(), 'abcde');
  assert.deepEqual(outbox.asked, ['after 0', 'confirm 5']);
});

test('what becomes owed rings and is handled at once', async (t) => {
  const { outbox, handled, rest } = startConsumer(t);
  await rest();
  outbox.owe('a');
  await rest();
  assert.equal(handled(), 'a');
  assert.equal(outbox.confirmedSeq, 1);
});

test('a lost doorbell costs a second', async (t) => {
  const { outbox, handled, rest, clock } = startConsumer(t);
  await rest();
  outbox.rings = false;
  outbox.owe('a');
  await clock.advance(999);
  assert.equal(handled(), '');
  await clock.advance(1);
  assert.equal(handled(), 'a');
});

test('a doorbell of another topic asks nothing', async (t) => {
  const { outbox, rest } = startConsumer(t, undefined, { topic: 'fills' });
  await rest();
  outbox.owe('a');
  await rest();
  assert.deepEqual(outbox.asked, ['after 0']);
});

test('the next page is asked for while the first is handled, and a page that is the last is not followed by a question', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, handled, rest } = startConsumer(t, () => gate.promise, { keys: 'abcde', pageSize: 3 });
  await rest();
  assert.deepEqual(outbox.asked, ['after 0', 'after 3']);
  gate.resolve();
  await rest();
  assert.equal(handled(), 'abcde');
  assert.deepEqual(outbox.asked, ['after 0', 'after 3', 'confirm 3', 'confirm 5']);
});

test('a ring while a page is handled is not forgotten', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, handled, rest } = startConsumer(t, () => gate.promise, { keys: 'a' });
  await rest();
  outbox.owe('b');
  gate.resolve();
  await rest();
  assert.equal(handled(), 'ab');
});

test('a long page is confirmed on the way', async (t) => {
  const { outbox, rest } = startConsumer(t, () => new Promise<void>((resolve) => setImmediate(resolve)), {
    keys: 'abcde',
    confirmEvery: 2,
  });
  while (outbox.confirmedSeq < 5) await rest();
  assert.deepEqual(outbox.asked, ['after 0', 'confirm 2', 'confirm 4', 'confirm 5']);
});

test('a confirmation that fails is made up for by the next, at the latest after a second', async (t) => {
  const { outbox, rest, clock, lines } = startConsumer(t);
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

test('a source that is away is asked at least once a second, and said to be away once', async (t) => {
  const { outbox, handled, rest, clock, lines } = startConsumer(t);
  await rest();
  const { messages } = outbox;
  outbox.messages = () => Promise.reject(new AppError('PEER_DIED'));
  outbox.owe('a');
  await clock.advance(60_000);
  outbox.messages = messages;
  await clock.advance(1000);
  assert.equal(handled(), 'a');
  assert.deepEqual(lines, ['messages cannot be asked for at present']);
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
  const { clock } = runInScope(request, () => startConsumer(t, undefined, { source }));
  await clock.advance(1000);
  assert.deepEqual(deadlines, [undefined, undefined]);
});

test('stopped in the middle of a page it ends the message under way and confirms what is handled', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, consumer, handled, rest } = startConsumer(
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

test('it has stopped when what it handled is confirmed, not before', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { outbox, consumer, rest } = startConsumer(t);
  outbox.confirmMessages = () => gate.promise;
  outbox.owe('a');
  await rest();
  let hasStopped = false;
  const stopped = consumer.stop().then(() => {
    hasStopped = true;
  });
  await rest();
  assert.equal(hasStopped, false);
  gate.resolve();
  await stopped;
});

test('stopped between two attempts it leaves the message to its next life', async (t) => {
  const { outbox, consumer, handled, rest } = startConsumer(t, failing('PEER_DIED', { b: 1 }), {
    keys: 'abc',
  });
  await rest();
  await consumer.stop();
  assert.deepEqual([handled(), outbox.confirmedSeq], ['a', 1]);
});

test('stopped while it has no answer it waits for none', async (t) => {
  const { outbox, consumer, rest } = startConsumer(t);
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
  const { rest } = startConsumer(t, ({ key }) => void steps.push(key), { keys: 'ab' });
  await rest();
  assert.deepEqual(steps, ['outbox.taken', 'a', 'outbox.handled', 'outbox.taken', 'b', 'outbox.handled']);
});
