import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FakeThread } from './testing/fake-threads.ts';
import { crash, createScriptedUnit } from './testing/scripted-unit.ts';

async function createSpared() {
  const unit = createScriptedUnit({ hotSpare: true });
  const started = unit.runner.start();
  (unit.threads[0] as FakeThread).runs();
  await started;
  const [first, spare] = unit.threads as [FakeThread, FakeThread];
  return { ...unit, first, spare };
}

test('a spare is made when the unit is ready, and while it waits it only warms up', async () => {
  const { threads, spare, told } = await createSpared();
  assert.equal(threads.length, 2);
  spare.says({ type: 'loaded' });
  assert.deepEqual(spare.told, ['warmUp']);
  assert.deepEqual(told, ['starting', 'ready a run.1', 'ready']);
});

test('a loaded spare takes over without a new thread, and a new spare is made', async () => {
  const { threads, first, spare, told } = await createSpared();
  spare.says({ type: 'loaded' });
  first.exits(crash);
  assert.deepEqual(spare.told, ['warmUp', 'start a']);
  assert.equal(threads.length, 2);
  spare.says({ type: 'ready', service: 'a', streams: {} });
  assert.equal(threads.length, 3);
  assert.equal(told.at(-1), 'ready');
});

test('a spare that is not loaded yet is not waited for', async () => {
  const { threads, first, spare } = await createSpared();
  first.exits(crash);
  assert.equal(threads.length, 3);
  threads[2]?.runs();
  assert.deepEqual([spare.told, threads[2]?.told], [[], ['start a']]);
});

test('a spare that dies harms nobody, and the next restart is a cold one', async () => {
  const { threads, first, spare, told, runner } = await createSpared();
  spare.says({ type: 'loaded' });
  told.length = 0;
  spare.exits(crash);
  assert.deepEqual([told, runner.state, runner.restarts], [[], 'ready', 0]);
  first.exits(crash);
  assert.equal(threads.length, 3);
  assert.deepEqual(spare.told, ['warmUp']);
});

test('a spare that took over is a thread like any other: its death is a restart', async () => {
  const { first, spare, runner } = await createSpared();
  spare.says({ type: 'loaded' });
  first.exits(crash);
  spare.says({ type: 'ready', service: 'a', streams: {} });
  spare.exits(crash);
  assert.equal(runner.restarts, 2);
  assert.equal(runner.state, 'waiting');
});

test('a stop ends the spare too', async () => {
  const { first, spare, runner } = await createSpared();
  spare.says({ type: 'loaded' });
  const stopped = runner.stop(1000);
  assert.equal(spare.isTerminated, true);
  spare.exits(crash);
  first.says({ type: 'stopped', service: 'a' });
  first.exits(crash);
  assert.equal(await stopped, false);
});

test('a spare is told changed log levels before its first start', async () => {
  const { first, spare, runner } = await createSpared();
  spare.says({ type: 'loaded' });
  runner.setLevels({ default: 'debug' });
  first.exits(crash);
  assert.deepEqual(spare.told, ['warmUp', 'levels', 'start a']);
});
