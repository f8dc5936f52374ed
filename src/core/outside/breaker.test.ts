import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import { createBreaker } from './breaker.ts';

function setUp() {
  const clock = createManualClock();
  const states: string[] = [];
  const breaker = createBreaker({
    name: 'peer',
    clock,
    failures: 3,
    openMs: 60_000,
    probeMs: 5000,
    onState: (name, state) => states.push(`${name} ${state}`),
  });
  const failTimes = (count: number) => {
    for (let index = 0; index < count; index++) breaker.enter()('failed');
  };
  return { clock, states, breaker, failTimes };
}

test('it opens after so many failures in a row and says how long', async () => {
  const { clock, states, breaker, failTimes } = setUp();
  failTimes(2);
  breaker.enter()('alive');
  failTimes(2);
  assert.equal(breaker.state, 'closed');
  failTimes(1);
  await clock.advance(20_000);
  assert.throws(() => breaker.enter(), {
    code: 'BREAKER_OPEN',
    kind: 'transient',
    details: { name: 'peer', state: 'open', retryAfterMs: 40_000 },
  });
  assert.deepEqual(states, ['peer open']);
});

test('after its time one probe goes and all beside it are refused, until it closes the breaker', async () => {
  const { clock, states, breaker, failTimes } = setUp();
  failTimes(3);
  await clock.advance(60_000);
  breaker.check();
  const probe = breaker.enter();
  assert.throws(() => breaker.enter(), {
    code: 'BREAKER_OPEN',
    details: { name: 'peer', state: 'half-open', retryAfterMs: 5000 },
  });
  assert.throws(() => breaker.check(), { code: 'BREAKER_OPEN' });
  probe('alive');
  breaker.enter()('alive');
  assert.deepEqual(states, ['peer open', 'peer half-open', 'peer closed']);
});

test('a probe that fails opens it for the whole time again', async () => {
  const { clock, breaker, failTimes } = setUp();
  failTimes(3);
  await clock.advance(60_000);
  breaker.enter()('failed');
  await clock.advance(59_999);
  assert.throws(() => breaker.enter(), { code: 'BREAKER_OPEN' });
  await clock.advance(1);
  breaker.enter()('alive');
  assert.equal(breaker.state, 'closed');
});

test('a probe that was cancelled proves nothing: the next call is the probe', async () => {
  const { clock, breaker, failTimes } = setUp();
  failTimes(3);
  await clock.advance(60_000);
  breaker.enter()('nothing');
  assert.equal(breaker.state, 'half-open');
  const probe = breaker.enter();
  assert.throws(() => breaker.enter(), { code: 'BREAKER_OPEN' });
  probe('alive');
  assert.equal(breaker.state, 'closed');
});

test('a call that began before it opened changes nothing when it ends', async () => {
  const { clock, breaker, failTimes } = setUp();
  const early = [breaker.enter(), breaker.enter()];
  failTimes(3);
  await clock.advance(60_000);
  const probe = breaker.enter();
  early[0]!('failed');
  assert.equal(breaker.state, 'half-open');
  early[1]!('alive');
  assert.equal(breaker.state, 'half-open');
  probe('failed');
  assert.equal(breaker.state, 'open');
});

test('a wall clock that jumps neither shortens nor prolongs its time', async () => {
  const { clock, breaker, failTimes } = setUp();
  failTimes(3);
  clock.now = () => 0;
  await clock.advance(60_000);
  breaker.enter()('alive');
  assert.equal(breaker.state, 'closed');
});
