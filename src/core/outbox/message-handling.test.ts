import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { currentScope } from '../scope.ts';
import { failing, startConsumer } from './testing/start-consumer.ts';

test('a transient failure is repeated until it succeeds, and what is behind it waits', async (t) => {
  const { outbox, handled, clock } = startConsumer(t, failing('PEER_DIED', { b: 10 }), { keys: 'abc' });
  await clock.advance(1000);
  assert.equal(handled(), 'a');
  await clock.advance(300_000);
  assert.equal(handled(), 'abc');
  assert.deepEqual(outbox.parked, []);
});

for (const [code, order] of [
  ['FUNDS_INSUFFICIENT', 'abc'],
  ['MESSAGE_INVALID', 'abc'],
  ['BUG', 'abbbc'],
] as const)
  test(`a message that fails with ${code}, tried in the order ${order}, is parked and those behind it go on`, async (t) => {
    const tries: string[] = [];
    const poisoned = failing(code, { b: 3 });
    const { outbox, handled, clock, lines } = startConsumer(
      t,
      (message) => {
        tries.push(message.key);
        return poisoned(message);
      },
      { keys: 'abc' },
    );
    await clock.advance(60_000);
    assert.equal(handled(), 'ac');
    assert.equal(tries.join(''), order);
    assert.equal(outbox.parked[0]?.seq, 2);
    assert.match(outbox.parked[0]?.reason ?? '', new RegExp(`^${code}: `));
    assert.equal(outbox.confirmedSeq, 3);
    assert.equal(lines.at(-1), 'a message is parked: its consumer could not handle it');
  });

test('a message that succeeds at its last attempt is not parked', async (t) => {
  const { outbox, handled, clock } = startConsumer(t, failing('BUG', { a: 2 }), { keys: 'a' });
  await clock.advance(60_000);
  assert.equal(handled(), 'a');
  assert.deepEqual(outbox.parked, []);
});

test('after an unknown outcome a message is never tried again', async (t) => {
  const { outbox, handled, rest } = startConsumer(t, failing('CALL_UNANSWERED', { a: 1 }), { keys: 'ab' });
  await rest();
  assert.equal(handled(), 'b');
  assert.equal(outbox.parked[0]?.seq, 1);
});

test('parking confirms what is before it too, so nobody else needs to', async (t) => {
  const { outbox, rest } = startConsumer(t, failing('CALL_UNANSWERED', { b: 1 }), { keys: 'ab' });
  await rest();
  assert.deepEqual([outbox.confirmedSeq, outbox.asked], [2, ['after 0']]);
});

test('a payload that does not fit is parked without being handled', async (t) => {
  const { outbox, handled, rest } = startConsumer(t, undefined, { payload: z.object({ id: z.int() }) });
  outbox.owe('a', { id: 'one' });
  outbox.owe('b', { id: 2 });
  await rest();
  assert.equal(handled(), 'b');
  assert.match(outbox.parked[0]?.reason ?? '', /^MESSAGE_INVALID: .*id: /);
});

test('parking is repeated until it succeeds', async (t) => {
  const { outbox, handled, rest, clock } = startConsumer(t, failing('CALL_UNANSWERED', { a: 1 }));
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
  const { rest, clock } = startConsumer(t, note, { keys: 'a', handleTimeoutMs: 700 });
  await rest();
  assert.equal(scope?.correlationId, 'cause-a');
  assert.equal(scope?.deadlineMs, clock.monotonicMs() + 700);
});

test('a handler that does not come back is reported and holds its topic', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { handled, clock, lines } = startConsumer(t, () => gate.promise, {
    keys: 'ab',
    handleTimeoutMs: 700,
  });
  await clock.advance(700);
  assert.deepEqual([handled(), lines], ['', ['a handler does not come back, its topic waits']]);
  gate.resolve();
  await clock.advance(0);
  assert.equal(handled(), 'ab');
});
