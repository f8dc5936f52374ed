import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import fc from 'fast-check';
import { AppError, fromWireError, toAppError, toWireError, type WireError } from './errors.ts';

const cross = (thrown: unknown): AppError => {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(toWireError(thrown));
  const { message } = receiveMessageOnPort(port2) as { message: WireError };
  port1.close();
  return fromWireError(message);
};

const ring: { self?: unknown; name: string } = { name: 'ring' };
ring.self = ring;

const thrownThings: [what: string, thrown: unknown, words: RegExp][] = [
  ['an error', new TypeError('a is not a function'), /^TypeError: a is not a function$/],
  ['text', 'only words', /^only words$/],
  ['a number', 42, /^42$/],
  ['a bigint', 10n, /^10n?$/],
  ['a symbol', Symbol('mark'), /Symbol\(mark\)/],
  ['undefined', undefined, /undefined/],
  ['null', null, /null/],
  ['a plain object', { reason: 'because', code: 7 }, /reason.*because/],
  ['an object in a circle', ring, /name.*ring/],
  ['an object without prototype', Object.assign(Object.create(null), { reason: 'x' }), /reason.*x/],
  ['a map', new Map([['reason', 'x']]), /reason.*x/],
  ['a function', function broken() {}, /broken/],
  ['an error of another realm', runInNewContext('new RangeError("far away")'), /RangeError: far away/],
  [
    'an error whose message is an object',
    Object.assign(new Error('x'), { message: { reason: 'x' } }),
    /reason.*x/,
  ],
  ['a DOMException', AbortSignal.abort().reason, /aborted/],
  ['an AppError', new AppError('QUEUE_FULL', 'the queue of orders is full'), /^the queue of orders is full$/],
  [
    'an object that throws when looked at',
    {
      toJSON() {
        throw new Error('no');
      },
      toString() {
        throw new Error('no');
      },
    },
    /\w/,
  ],
  [
    'an error whose name throws',
    Object.defineProperty(new Error('x'), 'name', {
      get() {
        throw new Error('no');
      },
    }),
    /\w/,
  ],
];

for (const [what, thrown, words] of thrownThings)
  test(`${what} that is thrown crosses a thread in words`, () => {
    const received = cross(thrown);
    assert.match(received.message, words);
    assert.doesNotMatch(received.message, /\[object \w+\]/);
    assert.doesNotMatch(String(received), /\[object \w+\]/);
    assert.equal(received.kind, thrown instanceof AppError ? thrown.kind : 'bug');
  });

test('anything at all that is thrown crosses a thread as an AppError that never reads [object Object]', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withMap: true, withDate: true }), (thrown) => {
      const received = cross(thrown);
      assert.ok(received instanceof AppError);
      assert.ok(received.message.length <= 2000);
      if (typeof thrown !== 'string') assert.doesNotMatch(received.message, /\[object Object\]/);
    }),
  );
});

test('code, kind, message, details and stack are the same on the other side', () => {
  const thrown = new AppError('MESSAGE_INVALID', 'no price', { details: { issues: [{ path: 'price' }] } });
  const received = cross(thrown);
  assert.deepEqual(
    { ...received, message: received.message, stack: received.stack },
    { ...thrown, message: thrown.message, stack: thrown.stack },
  );
  assert.match(received.stack ?? '', /errors\.test\.ts/);
});

test('the stack of a foreign error is where it was thrown', () => {
  const thrown = new TypeError('x');
  assert.equal(toAppError(thrown).stack, thrown.stack);
  assert.equal(cross(thrown).stack, thrown.stack);
});

test('a chain of causes crosses link by link, ours and foreign ones', () => {
  const root = new RangeError('root');
  const middle = new Error('middle', { cause: root });
  const received = cross(new AppError('WORKER_FAILED', 'top', { cause: middle }));
  const second = received.cause as AppError;
  const third = second.cause as AppError;
  assert.deepEqual(
    [received.message, second.message, third.message, third.cause],
    ['top', 'Error: middle', 'RangeError: root', undefined],
  );
});

test('a chain of causes without end is cut', () => {
  const error = new Error('circle');
  error.cause = error;
  let depth = 0;
  for (let at: unknown = cross(error); at instanceof Error; at = at.cause) depth++;
  assert.ok(depth <= 6);
  const wire: { code: string; message: string; cause?: unknown } = { code: 'BUG', message: 'circle' };
  wire.cause = wire;
  assert.equal(fromWireError(wire).message, 'circle');
});

test('details that cannot be cloned do not keep an error from crossing', () => {
  const received = cross(new AppError('BUG', 'x', { details: { callback: () => 1, order: 7 } }));
  assert.match(String(received.details['unclonable']), /order.*7/);
});

test('a code from a newer version of the program is a bug with its message kept', () => {
  const received = fromWireError({ code: 'FROM_THE_FUTURE', message: 'later', details: {} });
  assert.deepEqual([received.code, received.kind, received.message], ['BUG', 'bug', 'later']);
});

test('a name that every object inherits is no code', () => {
  for (const code of ['constructor', '__proto__', 'toString'])
    assert.equal(fromWireError({ code, message: 'x', details: {} }).code, 'BUG');
});

test('a description that is broken becomes an error, never a throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (message, details, cause) => {
      assert.ok(fromWireError({ code: 'QUEUE_FULL', message, details, cause }) instanceof AppError);
    }),
  );
  for (const wire of [null, undefined, 1, 'text', [], { message: { toString: 1 } }])
    assert.ok(fromWireError(wire) instanceof AppError);
});

test('an error that is already ours is not wrapped', () => {
  const error = new AppError('QUEUE_FULL');
  assert.equal(toAppError(error), error);
});
