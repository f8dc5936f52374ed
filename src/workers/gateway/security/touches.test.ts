import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createTouches } from './touches.ts';

const log = { debug() {}, info() {}, warn() {}, error() {}, fatal() {}, child: () => log };

function create(isAway = () => false) {
  const clock = createManualClock();
  const told: unknown[] = [];
  const touches = createTouches(
    clock,
    {
      touchSessions: async ({ seen }) => {
        if (isAway()) throw new AppError('DATABASE_AWAY');
        told.push(...seen.map(({ idHash }) => idHash));
      },
      touchTokens: async ({ used }) => void told.push(...used.map(({ id }) => id)),
    },
    log,
  );
  return { clock, touches, told };
}

test('what is used often is told to storage once in a while', async () => {
  const { clock, touches, told } = create();
  for (let i = 0; i < 100; i++) touches.session('one');
  touches.token('robot');
  assert.equal(touches.lastSeen('one'), clock.now());
  assert.deepEqual(told, []);
  await clock.advance(15_000);
  assert.deepEqual(told, ['one', 'robot']);
  await clock.advance(60_000);
  assert.equal(told.length, 2);
});

test('what could not be told is told later, and the rest at the end', async () => {
  let isAway = true;
  const { clock, touches, told } = create(() => isAway);
  touches.session('one');
  await clock.advance(30_000);
  assert.deepEqual(told, []);
  assert.notEqual(touches.lastSeen('one'), undefined);
  isAway = false;
  touches.session('two');
  await touches.stop();
  assert.deepEqual(told, ['one', 'two']);
});
