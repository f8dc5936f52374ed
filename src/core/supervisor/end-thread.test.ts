import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crash, createScriptedUnit } from './testing/scripted-unit.ts';

test('an ended thread that does not exit is a forced stop, and the unit counts as stuck', async () => {
  const { up, runner, last, clock, told } = createScriptedUnit();
  await up();
  const stopped = runner.stop(1000);
  await clock.advance(1000 + 2000);
  assert.equal(last().isTerminated, true);
  assert.equal(await stopped, true);
  assert.deepEqual([runner.isStuck, runner.state], [true, 'failed']);
  assert.equal(told.at(-1), 'stuck unit was ended but does not exit.');
  assert.equal(await runner.stop(1000), true);
});

test('a unit that is killed is down at once, before its thread has exited', async () => {
  const { up, runner, last, told, threads } = createScriptedUnit();
  await up();
  runner.kill(crash);
  assert.deepEqual([runner.state, told.slice(-2)], ['waiting', ['waiting', 'down a']]);
  last().exits(crash);
  assert.equal(threads.length, 2);
  assert.equal(told.filter((what) => what === 'down a').length, 1);
});

test('a killed thread that does not exit gets no successor, also not when it exits later', async () => {
  const { up, runner, last, clock, told, threads } = createScriptedUnit({ hotSpare: true });
  await up();
  const [dead] = threads;
  runner.kill(crash);
  await clock.advance(1999);
  assert.equal(runner.state, 'waiting');
  await clock.advance(1);
  assert.deepEqual([runner.state, told.at(-1)], ['failed', 'stuck unit was ended but does not exit.']);
  assert.equal(last().isTerminated, true, 'the spare is not needed any more');
  dead?.exits(crash);
  await runner.start();
  await clock.advance(1e6);
  assert.equal(threads.length, 2);
});

test('a stop while a killed thread has not exited waits for the exit and starts nothing', async () => {
  const { up, runner, last, threads } = createScriptedUnit();
  await up();
  runner.kill(crash);
  const stopped = runner.stop(1000);
  last().exits(crash);
  assert.equal(await stopped, false);
  assert.deepEqual([threads.length, runner.state], [1, 'stopped']);
});
