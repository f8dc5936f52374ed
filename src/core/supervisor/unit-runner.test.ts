import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, toWireError } from '../errors.ts';
import { crash, createScriptedUnit } from './testing/scripted-unit.ts';
import type { Channel } from './unit.ts';

test('services of a unit start one after the other, each when the one before is ready', async () => {
  const { runner, last, told } = createScriptedUnit({}, ['a', 'b']);
  const started = runner.start();
  last().says({ type: 'loaded' });
  assert.deepEqual(last().told, ['start a']);
  last().says({ type: 'ready', service: 'a', streams: {} });
  assert.deepEqual(last().told, ['start a', 'start b']);
  assert.equal(runner.state, 'starting');
  last().says({ type: 'ready', service: 'b', streams: {} });
  await started;
  assert.deepEqual(told, ['starting', 'ready a run.1', 'ready b run.1', 'ready']);
});

test('a death is one restart, though both an error and an exit are reported', async () => {
  const { up, last, threads, told, runner } = createScriptedUnit();
  await up();
  last().says({ type: 'failed', service: 'a', error: toWireError(new Error('thrown')) });
  const dead = last();
  dead.exits(crash);
  dead.exits(crash);
  assert.equal(threads.length, 2);
  assert.equal(runner.restarts, 1);
  assert.equal(told.filter((what) => what.startsWith('down')).length, 1);
});

test('the first restart is at once, the second waits, and the cap ends it', async () => {
  const { up, last, threads, clock, runner, told } = createScriptedUnit();
  await up();
  last().exits(crash);
  assert.equal(threads.length, 2);
  last().exits(crash);
  assert.equal(runner.state, 'waiting');
  await clock.advance(4999);
  assert.equal(threads.length, 2);
  await clock.advance(1);
  assert.equal(threads.length, 3);
  last().exits(crash);
  await clock.advance(10_000);
  assert.equal(threads.length, 4);
  last().exits(crash);
  await clock.advance(1e6);
  assert.deepEqual([threads.length, runner.state, runner.restarts], [4, 'failed', 3]);
  assert.equal(told.filter((what) => what === 'given up crashed').length, 1);
});

test('a wrong configuration is not tried again', async () => {
  const { runner, last, threads, told } = createScriptedUnit();
  const started = runner.start();
  last().says({ type: 'loaded' });
  last().says({
    type: 'failed',
    service: 'a',
    error: toWireError(new AppError('CONFIG_INVALID', 'no port')),
  });
  assert.equal(last().isTerminated, true);
  last().exits(crash);
  await started;
  assert.deepEqual([threads.length, runner.state, told.at(-1)], [1, 'failed', 'given up no port']);
});

test('messages of a dead generation are not heard', async () => {
  const { up, last, threads, told, runner } = createScriptedUnit();
  await up();
  const dead = last();
  dead.exits(crash);
  told.length = 0;
  dead.says({ type: 'ready', service: 'a', streams: {} });
  dead.says({ type: 'connect', from: { service: 'a', epoch: 'run.1' }, to: 'b', lostEpoch: '' });
  dead.says({ type: 'failed', service: 'a', error: toWireError(crash) });
  dead.exits(crash);
  assert.deepEqual([told, runner.state, threads.length, last().isTerminated], [[], 'starting', 2, false]);
  last().runs();
  assert.deepEqual(told, ['ready a run.2', 'ready']);
});

test('a start that takes too long is a death', async () => {
  const { runner, last, threads, clock } = createScriptedUnit();
  void runner.start();
  await clock.advance(29_999);
  assert.equal(last().isTerminated, false);
  await clock.advance(1);
  assert.equal(last().isTerminated, true);
  last().exits(crash);
  assert.equal(threads.length, 2);
});

test('the time to start counts for each service, not for all on the thread', async () => {
  const { runner, last, clock } = createScriptedUnit({ heartbeatIntervalMs: 1e6 }, ['a', 'b']);
  void runner.start();
  await clock.advance(20_000);
  last().says({ type: 'loaded' });
  await clock.advance(20_000);
  last().says({ type: 'ready', service: 'a', streams: {} });
  await clock.advance(29_999);
  assert.equal(last().isTerminated, false);
  await clock.advance(1);
  assert.equal(last().isTerminated, true);
});

test('a thread is not called blocked while it still imports its modules', async () => {
  const { runner, last, clock, lines } = createScriptedUnit({ heartbeatIntervalMs: 100 });
  void runner.start();
  await clock.advance(5000);
  assert.deepEqual([last().isTerminated, lines], [false, []]);
});

test('a thread that falls silent is ended, and the log says where it was', async () => {
  const { up, last, threads, clock, lines, beat } = createScriptedUnit({ heartbeatIntervalMs: 1000 });
  await up();
  for (let i = 0; i < 50; i++) {
    beat();
    await clock.advance(100);
  }
  assert.equal(last().isTerminated, false);
  await clock.advance(1100);
  assert.equal(last().isTerminated, true);
  assert.equal(lines[0]?.message, 'a worker is blocked');
  assert.equal(lines[0]?.fields?.['blockedAt'], 'at endlessLoop');
  last().exits(crash);
  assert.equal(threads.length, 2);
  assert.match(
    String((lines[1]?.fields?.['err'] as AppError | undefined)?.message),
    /blocked for 1\d\d\d ms/,
  );
});

test('services stop one after the other in reverse order, then the thread ends', async () => {
  const { up, runner, last, told } = createScriptedUnit({}, ['a', 'b']);
  await up();
  const stopped = runner.stop(1000);
  assert.deepEqual(last().told, ['start a', 'start b', 'stop b']);
  last().says({ type: 'stopped', service: 'b' });
  assert.deepEqual(last().told.slice(-2), ['stop b', 'stop a']);
  assert.equal(last().isTerminated, false);
  last().says({ type: 'stopped', service: 'a' });
  assert.equal(last().isTerminated, true);
  last().exits(crash);
  assert.equal(await stopped, false);
  assert.deepEqual(told.slice(-2), ['stopping', 'stopped']);
});

test('a stop that takes too long is forced and says so', async () => {
  const { up, runner, last, clock, lines } = createScriptedUnit();
  await up();
  const stopped = runner.stop(1000);
  await clock.advance(999);
  assert.equal(last().isTerminated, false);
  await clock.advance(1);
  assert.equal(last().isTerminated, true);
  last().exits(crash);
  assert.equal(await stopped, true);
  assert.equal(lines.at(-1)?.message, 'a worker did not stop in time and was ended');
});

test('a stop during start ends the start and is no death', async () => {
  const { runner, last, threads, clock } = createScriptedUnit();
  const started = runner.start();
  const stopped = runner.stop(1000);
  await started;
  last().says({ type: 'loaded' });
  assert.deepEqual(last().told, ['stop a']);
  last().says({ type: 'stopped', service: 'a' });
  last().exits(crash);
  assert.equal(await stopped, false);
  await clock.advance(1e6);
  assert.deepEqual([threads.length, runner.state], [1, 'stopped']);
});

test('a stop while a restart waits ends the waiting', async () => {
  const { up, runner, last, threads, clock } = createScriptedUnit();
  await up();
  last().exits(crash);
  last().exits(crash);
  assert.equal(runner.state, 'waiting');
  assert.equal(await runner.stop(1000), false);
  await clock.advance(1e6);
  assert.deepEqual([threads.length, runner.state], [2, 'stopped']);
});

test('a thread that dies while it stops is stopped, not restarted', async () => {
  const { up, runner, last, threads, clock } = createScriptedUnit();
  await up();
  const stopped = runner.stop(1000);
  last().exits(crash);
  assert.equal(await stopped, false);
  await clock.advance(1e6);
  assert.equal(threads.length, 1);
});

test('a second stop waits for the first, and both are told', async () => {
  const { up, runner, last } = createScriptedUnit();
  await up();
  const both = [runner.stop(1000), runner.stop(1000)];
  assert.deepEqual(last().told, ['start a', 'stop a']);
  last().says({ type: 'stopped', service: 'a' });
  last().exits(crash);
  assert.deepEqual(await Promise.all(both), [false, false]);
});

test('a second start joins the first instead of making a second thread', async () => {
  const { runner, last, threads } = createScriptedUnit();
  const both = [runner.start(), runner.start()];
  last().runs();
  await Promise.all([...both, runner.start()]);
  assert.equal(threads.length, 1);
});

test('a service whose stop fails does not cost its neighbours theirs', async () => {
  const { up, runner, last, lines } = createScriptedUnit({}, ['a', 'b']);
  await up();
  const stopped = runner.stop(1000);
  last().says({ type: 'failed', service: 'b', error: toWireError(new Error('stop threw')) });
  last().says({ type: 'stopped', service: 'b' });
  assert.equal(last().isTerminated, false);
  assert.equal(lines.at(-1)?.message, 'a service failed while stopping');
  last().says({ type: 'stopped', service: 'a' });
  last().exits(crash);
  assert.equal(await stopped, false);
});

test('a wire for a thread that is gone is closed, so that the other side hears of it', async () => {
  const { up, runner, last } = createScriptedUnit();
  await up();
  last().exits(crash);
  last().exits(crash);
  let closed = 0;
  const wire = { close: () => void closed++ } as unknown as Channel;
  runner.post({ type: 'serve', service: 'a', client: { service: 'b', epoch: '1' }, wire });
  assert.equal(closed, 1);
});

test('every life has ids of its own', async () => {
  const { up, last, told } = createScriptedUnit();
  await up();
  last().exits(crash);
  last().runs();
  assert.deepEqual(
    told.filter((what) => what.startsWith('ready ')),
    ['ready a run.1', 'ready a run.2'],
  );
});

test('the memory of a unit outlives its threads', async () => {
  const { runner, last, threads } = createScriptedUnit();
  const ring = new SharedArrayBuffer(8);
  void runner.start();
  for (let life = 0; life < 2; life++) {
    last().says({ type: 'loaded' });
    last().says({ type: 'ready', service: 'a', streams: { ticks: ring } });
    last().exits(crash);
  }
  const [first, second] = threads.map(({ received }) => received.find(({ type }) => type === 'start'));
  assert.ok(first?.type === 'start' && second?.type === 'start');
  assert.equal(first.memory.metrics, second.memory.metrics);
  assert.deepEqual(first.memory.streams, {});
  assert.equal(second.memory.streams['ticks'], ring);
});
