import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import { allocateBoard } from './board-memory.ts';
import { createSharedBuffers } from './shared-buffers.ts';

function setUp() {
  const clock = createManualClock();
  return { clock, buffers: createSharedBuffers({ clock }) };
}

test('a buffer has 1 MiB by default and is the same for everyone who asks by its name', () => {
  const { buffers } = setUp();
  const shared = buffers.attach('prices', 'pricer');
  assert.equal(shared.byteLength, 1024 * 1024);
  assert.equal(buffers.attach('prices', 'gateway'), shared);
  assert.deepEqual(buffers.list(), [{ name: 'prices', bytes: 1024 * 1024, users: ['pricer', 'gateway'] }]);
});

test('a new buffer can be made as a board', () => {
  const { buffers } = setUp();
  const board = allocateBoard({ slotBytes: 32, bytes: 8192 });
  assert.equal(
    buffers.attach('prices', 'pricer', () => board),
    board,
  );
});

test('the eleventh buffer is refused', () => {
  const { buffers } = setUp();
  for (let i = 0; i < 10; i += 1) buffers.attach(`b${i}`, 'w');
  assert.throws(() => buffers.attach('b10', 'w'), { code: 'BUFFER_LIMIT_REACHED' });
  buffers.attach('b9', 'other');
  assert.equal(buffers.list().length, 10);
});

test('a buffer is released 60 s after its last user left, which makes room for another', async () => {
  const { clock, buffers } = setUp();
  for (let i = 0; i < 10; i += 1) buffers.attach(`b${i}`, 'w');
  buffers.attach('b0', 'reader');
  buffers.detach('b0', 'w');
  await clock.advance(120_000);
  assert.equal(buffers.list().length, 10);
  buffers.detach('b0', 'reader');
  await clock.advance(59_999);
  assert.equal(buffers.list().length, 10);
  await clock.advance(1);
  assert.equal(buffers.list().length, 9);
  buffers.attach('b10', 'w');
});

test('a user who comes back in time keeps the buffer and its content', async () => {
  const { clock, buffers } = setUp();
  const shared = buffers.attach('prices', 'pricer');
  buffers.detach('prices', 'pricer');
  await clock.advance(59_000);
  assert.equal(buffers.attach('prices', 'pricer'), shared);
  await clock.advance(120_000);
  assert.equal(buffers.attach('prices', 'gateway'), shared);
});

test('a user that leaves twice does not put the release off', async () => {
  const { clock, buffers } = setUp();
  buffers.attach('prices', 'pricer');
  buffers.detach('prices', 'pricer');
  await clock.advance(30_000);
  buffers.detach('prices', 'pricer');
  await clock.advance(30_000);
  assert.deepEqual(buffers.list(), []);
});

test('a worker that ended uses no buffer any more', async () => {
  const { clock, buffers } = setUp();
  buffers.attach('a', 'w');
  buffers.attach('b', 'w');
  buffers.attach('b', 'other');
  buffers.detachAll('w');
  await clock.advance(60_000);
  assert.deepEqual(buffers.list(), [{ name: 'b', bytes: 1024 * 1024, users: ['other'] }]);
});
