import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ToHost } from '../host/control.ts';
import type { Service } from '../service.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createInlineSpawner } from './spawn-inline.ts';
import { createScriptedUnit } from './testing/scripted-unit.ts';

function createInline(close: () => Promise<void> = () => Promise.resolve()) {
  const clock = createManualClock();
  const loading = Promise.withResolvers<ReadonlyMap<string, Service>>();
  const received: ToHost[] = [];
  const told: string[] = [];
  let hosts = 0;
  const spawn = createInlineSpawner({
    clock,
    load: () => loading.promise,
    createHost() {
      hosts++;
      return { receive: (message) => void received.push(message), close };
    },
  });
  const thread = spawn(createScriptedUnit().spec, {
    onMessage: ({ type }) => void told.push(type),
    onExit: ({ message }) => void told.push(message),
  });
  /** A message takes one turn to leave and one to arrive. */
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) await clock.advance(0);
  };
  return { clock, loading, received, told, thread, settle, hosts: () => hosts };
}

test('what is posted before the unit has loaded arrives afterwards, in order', async () => {
  const { thread, loading, received, settle } = createInline();
  thread.post({ type: 'warmUp' });
  thread.post({ type: 'levels', levels: {} });
  await settle();
  assert.deepEqual(received, []);
  loading.resolve(new Map());
  await settle();
  assert.deepEqual(received, [{ type: 'warmUp' }, { type: 'levels', levels: {} }]);
});

test('a stop while the unit loads ends it at once, and what loads later is not run', async () => {
  const { thread, loading, told, settle, hosts } = createInline();
  thread.post({ type: 'stop', service: 'a' });
  await settle();
  assert.deepEqual(told, ['unit was stopped before it had loaded.']);
  loading.resolve(new Map());
  await settle();
  assert.deepEqual([told.length, hosts()], [1, 0]);
});

test('the exit of an ended unit is told when its services have given back what they hold', async () => {
  const closing = Promise.withResolvers<void>();
  const { thread, loading, told, settle } = createInline(() => closing.promise);
  loading.resolve(new Map());
  await settle();
  thread.terminate();
  await settle();
  assert.deepEqual(told, ['loaded']);
  closing.resolve();
  await settle();
  assert.deepEqual(told, ['loaded', 'unit was ended.']);
});

test('a service that never lets go does not hold up the exit for ever', async () => {
  const { thread, loading, told, settle, clock } = createInline(() => new Promise(() => {}));
  loading.resolve(new Map());
  await settle();
  thread.terminate();
  await clock.advance(999);
  assert.deepEqual(told, ['loaded']);
  await clock.advance(1);
  await settle();
  assert.deepEqual(told, ['loaded', 'unit was ended.']);
});
