import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheReply } from '../../core/cache/cache-messages.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { type Asker, Flights } from './flights.ts';

const patient: Asker = { signal: new AbortController().signal, deadlineMs: undefined };
const reply = (lease: number): CacheReply => ({ state: 'load', value: null, tags: [], freshMs: 1, lease });

function create(maxWaiters = 10) {
  const clock = createManualClock();
  let lease = 100;
  const flights = new Flights({
    clock,
    leaseMs: 2000,
    maxOpen: 2,
    maxWaiters,
    nextLease: () => ++lease,
    version: () => 0,
    toLoad: reply,
  });
  /** What each who waited was told, in order of asking. */
  const told: (CacheReply | undefined)[] = [];
  const wait = (asker = patient) => {
    const index = told.push(undefined) - 1;
    void Promise.resolve(flights.wait('a', asker)).then((answer) => {
      told[index] = answer;
    });
  };
  const leases = async () => {
    await clock.advance(0);
    return told.map((answer) => answer?.lease);
  };
  return { clock, flights, told, wait, leases };
}

test('the first who waits has the lease when its holder fails, and the next when that one does', async () => {
  const { flights, wait, leases } = create();
  const { lease } = flights.begin('a');
  wait();
  wait();
  flights.pass('a', lease);
  assert.deepEqual(await leases(), [102, undefined]);
  flights.pass('a', 102);
  assert.deepEqual(await leases(), [102, 103]);
  flights.pass('a', 103);
  assert.equal(flights.has('a'), false);
});

test('a lease runs out by itself, and then it fills nothing any more', async () => {
  const { clock, flights, wait, leases } = create();
  const { lease } = flights.begin('a');
  wait();
  await clock.advance(1999);
  assert.ok(flights.find('a', lease));
  await clock.advance(1);
  assert.equal(flights.find('a', lease), undefined);
  assert.deepEqual(await leases(), [102]);
  assert.ok(flights.find('a', 102));
  await clock.advance(2000);
  assert.equal(flights.has('a'), false);
});

test('everybody who waits has the value, and the lease is over', async () => {
  const { clock, flights, told, wait } = create();
  const { lease } = flights.begin('a');
  wait();
  wait();
  const value: CacheReply = { ...reply(0), state: 'fresh', value: 7 };
  flights.settle('a', value);
  await clock.advance(0);
  assert.deepEqual(told, [value, value]);
  assert.equal(flights.find('a', lease), undefined);
});

test('who gives up is let go at once, and who is past its deadline is passed over', async () => {
  const { clock, flights, wait, leases } = create();
  const { lease } = flights.begin('a');
  const controller = new AbortController();
  wait({ ...patient, signal: controller.signal });
  wait({ ...patient, deadlineMs: clock.monotonicMs() + 10 });
  wait();
  controller.abort();
  assert.deepEqual(await leases(), [0, undefined, undefined]);
  await clock.advance(20);
  flights.pass('a', lease);
  assert.deepEqual(await leases(), [0, 0, 102]);
});

test('one who finds no place to wait loads without a lease, and a place is free again with each answer', async () => {
  const { flights, wait, leases } = create(2);
  flights.begin('a');
  for (let i = 0; i < 3; i++) wait();
  assert.deepEqual(await leases(), [undefined, undefined, 0]);
  flights.settle('a', reply(0));
  flights.begin('a');
  wait();
  assert.deepEqual(await leases(), [0, 0, 0, undefined]);
});

test('no more are open at once than may be', () => {
  const { flights } = create();
  flights.begin('a');
  assert.equal(flights.isFull, false);
  flights.begin('b');
  assert.equal(flights.isFull, true);
  flights.pass('b');
  assert.equal(flights.isFull, false);
});

test('an old lease passes nothing on', async () => {
  const { flights, wait, leases } = create();
  const { lease } = flights.begin('a');
  wait();
  flights.pass('a', lease);
  flights.pass('a', lease);
  assert.deepEqual(await leases(), [102]);
  assert.ok(flights.find('a', 102));
});
