import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBulkhead } from './bulkhead.ts';

const { signal } = new AbortController();

test('a place that is given back goes to the first in line, never to a newcomer', async () => {
  const bulkhead = createBulkhead('peer', { concurrent: 1, waiting: 2 });
  const order: string[] = [];
  const enter = async (name: string) => {
    const leave = await bulkhead.enter(signal, false);
    order.push(name);
    return leave;
  };
  const leaveFirst = await enter('first');
  const waiting = enter('waiting');
  leaveFirst();
  const newcomer = enter('newcomer');
  const leaveWaiting = await waiting;
  assert.deepEqual(order, ['first', 'waiting']);
  leaveWaiting();
  (await newcomer)();
  assert.equal(bulkhead.running, 0);
});

test('urgent calls wait in front of the others', async () => {
  const bulkhead = createBulkhead('peer', { concurrent: 1, waiting: 2 });
  const order: string[] = [];
  const leave = await bulkhead.enter(signal, false);
  const pass = (name: string) => (leaveIt: () => void) => {
    order.push(name);
    leaveIt();
  };
  const both = [
    bulkhead.enter(signal, false).then(pass('normal')),
    bulkhead.enter(signal, true).then(pass('urgent')),
  ];
  leave();
  await Promise.all(both);
  assert.deepEqual(order, ['urgent', 'normal']);
});

test('a call beyond the queue is refused at once', async () => {
  const bulkhead = createBulkhead('peer', { concurrent: 1, waiting: 1 });
  const leave = await bulkhead.enter(signal, false);
  const waiting = bulkhead.enter(signal, false);
  await assert.rejects(bulkhead.enter(signal, false), { code: 'QUEUE_FULL', kind: 'transient' });
  leave();
  (await waiting)();
});

test('a waiting call that is cancelled frees its place in the queue at once', async () => {
  const bulkhead = createBulkhead('peer', { concurrent: 1, waiting: 1 });
  const leave = await bulkhead.enter(signal, false);
  const controller = new AbortController();
  const cancelled = bulkhead.enter(controller.signal, false);
  controller.abort(new Error('gone'));
  await assert.rejects(cancelled, { message: 'gone' });
  const next = bulkhead.enter(signal, false);
  leave();
  (await next)();
  assert.equal(bulkhead.running, 0);
});

test('giving a place back twice frees one place', async () => {
  const bulkhead = createBulkhead('peer', { concurrent: 2, waiting: 0 });
  const leave = await bulkhead.enter(signal, false);
  await bulkhead.enter(signal, false);
  leave();
  leave();
  assert.equal(bulkhead.running, 1);
});
