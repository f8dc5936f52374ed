import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Wire } from '../link/wire.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { testWorker } from '../testing/test-runtime.ts';
import { toUnits } from './placement.ts';
import { Supervisor } from './supervisor.ts';
import { createFakeThreads, type FakeThread } from './testing/fake-threads.ts';
import { crash, silent } from './testing/scripted-unit.ts';
import { UnitMemory } from './unit-memory.ts';

function createSupervised(names: readonly string[], atCap: 'degrade' | 'stop' = 'degrade') {
  const clock = createManualClock();
  const threads = new Map<string, FakeThread[]>();
  const log: string[] = [];
  const units = toUnits(
    names.map((name) =>
      testWorker(name, {
        atCap,
        restarts: { restartOnError: true, maxRestarts: 2, windowMs: 1e6, delayMs: 100, maxDelayMs: 100 },
      }),
    ),
    'isolated',
  );
  const supervisor = new Supervisor({
    units,
    disabled: ['off'],
    memories: new Map(units.map(({ id }) => [id, new UnitMemory('run', [id])])),
    buffers: undefined,
    clock,
    log: silent,
    levels: { default: 'info' },
    startTimeoutMs: 30_000,
    stopTimeoutMs: 1000,
    createChannel: () => [{ close() {} } as unknown as Wire, { close() {} } as unknown as Wire],
    spawnerOf: ({ id }) => {
      const fakes = createFakeThreads();
      threads.set(id, fakes.threads);
      return fakes.spawn;
    },
    onFatal: (unit) => void log.push(`fatal ${unit}`),
    onChange: ({ service, state }) => void log.push(`${service} ${state}`),
  });
  const last = (name: string) => threads.get(name)?.at(-1) as FakeThread;
  const settle = () => clock.advance(0);
  return { supervisor, clock, log, last, settle, threads };
}

test('units start in order, each when the one before is ready', async () => {
  const { supervisor, last, log, settle } = createSupervised(['a', 'b']);
  const started = supervisor.start();
  await settle();
  assert.deepEqual(log, ['a starting']);
  last('a').runs();
  await settle();
  last('b').runs();
  await started;
  assert.deepEqual(log, ['a starting', 'a ready', 'b starting', 'b ready']);
});

test('a unit that cannot start does not keep the others from starting', async () => {
  const { supervisor, last, log, settle, clock } = createSupervised(['a', 'b']);
  const started = supervisor.start();
  for (let death = 0; death < 3; death++) {
    last('a').exits(crash);
    await clock.advance(100);
  }
  await settle();
  last('b').runs();
  await started;
  assert.equal(log.at(-1), 'b ready');
  assert.equal(supervisor.status[0]?.state, 'failed');
});

test('a unit that waits for its next try holds up nobody, and comes when it can', async () => {
  const { supervisor, last, settle, clock } = createSupervised(['a', 'b']);
  const started = supervisor.start();
  for (let death = 0; death < 2; death++) {
    last('a').exits(crash);
    await settle();
  }
  last('b').runs();
  await started;
  assert.deepEqual(
    supervisor.status.map(({ state }) => state),
    ['waiting', 'ready'],
  );
  await clock.advance(100);
  last('a').runs();
  await settle();
  assert.equal(supervisor.status[0]?.state, 'ready');
});

test('units stop in reverse order, one after the other', async () => {
  const { supervisor, last, log, settle } = createSupervised(['a', 'b']);
  const started = supervisor.start();
  for (const name of ['a', 'b']) {
    last(name).runs();
    await settle();
  }
  await started;
  log.length = 0;
  const stopped = supervisor.stop();
  await settle();
  assert.deepEqual(log, ['b stopping']);
  for (const name of ['b', 'a']) {
    last(name).says({ type: 'stopped', service: name });
    last(name).exits(crash);
    await settle();
  }
  assert.deepEqual(await stopped, []);
  assert.deepEqual(log, ['b stopping', 'b stopped', 'a stopping', 'a stopped']);
});

test('a unit that does not stop in time is forced and named, and the rest still stops in order', async () => {
  const { supervisor, last, clock, settle } = createSupervised(['a', 'b']);
  const started = supervisor.start();
  for (const name of ['a', 'b']) {
    last(name).runs();
    await settle();
  }
  await started;
  const stopped = supervisor.stop();
  await clock.advance(1000);
  assert.equal(last('b').isTerminated, true);
  last('b').exits(crash);
  await settle();
  last('a').says({ type: 'stopped', service: 'a' });
  last('a').exits(crash);
  assert.deepEqual(await stopped, ['b']);
});

test('a stop during start starts nothing more', async () => {
  const { supervisor, last, log, settle, clock } = createSupervised(['a', 'b']);
  const started = supervisor.start();
  await settle();
  const stopped = supervisor.stop();
  await settle();
  last('a').exits(crash);
  await started;
  assert.deepEqual(await stopped, []);
  await clock.advance(1e6);
  assert.ok(!log.some((line) => line === 'b starting'));
  assert.ok(supervisor.status.every(({ state }) => state === 'stopped'));
});

test('a stop while a unit waits for its restart leaves it dead', async () => {
  const { supervisor, last, settle, clock, threads } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  last('a').exits(crash);
  last('a').exits(crash);
  assert.equal(supervisor.status[0]?.state, 'waiting');
  assert.deepEqual(await supervisor.stop(), []);
  await clock.advance(1e6);
  await settle();
  assert.equal(threads.get('a')?.length, 2);
});

test('at the cap the program goes on without the unit, or stops, as configured', async () => {
  for (const atCap of ['degrade', 'stop'] as const) {
    const { supervisor, last, log, clock } = createSupervised(['a'], atCap);
    void supervisor.start();
    for (let death = 0; death < 3; death++) {
      last('a').exits(crash);
      await clock.advance(100);
    }
    assert.equal(supervisor.status[0]?.state, 'failed');
    assert.deepEqual(
      log.filter((line) => line.startsWith('fatal')),
      atCap === 'stop' ? ['fatal a'] : [],
    );
  }
});

test('a stop during a restart by hand ends both', async () => {
  const { supervisor, last, settle, threads } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  const restarted = supervisor.restart('a');
  const stopped = supervisor.stop();
  await settle();
  last('a').says({ type: 'stopped', service: 'a' });
  last('a').exits(crash);
  await restarted;
  assert.deepEqual(await stopped, []);
  assert.equal(threads.get('a')?.length, 1);
});

test('two restarts by hand at once make one new thread', async () => {
  const { supervisor, last, settle, threads } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  const both = Promise.all([supervisor.restart('a'), supervisor.restart('a')]);
  await settle();
  last('a').says({ type: 'stopped', service: 'a' });
  last('a').exits(crash);
  await settle();
  last('a').runs();
  await both;
  assert.equal(threads.get('a')?.length, 2);
});

test('a restart of what is not there is told so', async () => {
  const { supervisor } = createSupervised(['a']);
  await assert.rejects(supervisor.restart('nobody'), { code: 'WORKER_UNKNOWN' });
});

test('whoever asks for a service that is switched off is told at once', async () => {
  const { supervisor, last } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  last('a').says({ type: 'connect', from: { service: 'a', epoch: 'run.1' }, to: 'off', lostEpoch: '' });
  assert.deepEqual(last('a').received.at(-1), { type: 'unavailable', from: 'a', to: 'off' });
});

test('whoever asks for a service that nobody has is told at once', async () => {
  const { supervisor, last } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  last('a').says({ type: 'connect', from: { service: 'a', epoch: 'run.1' }, to: 'typo', lostEpoch: '' });
  assert.deepEqual(last('a').received.at(-1), { type: 'unavailable', from: 'a', to: 'typo' });
});

test('log levels that were changed are those a new thread begins with', () => {
  const { supervisor } = createSupervised(['a']);
  assert.deepEqual(supervisor.levels, { default: 'info' });
  supervisor.setLevels({ default: 'debug' });
  assert.deepEqual(supervisor.levels, { default: 'debug' });
});

test('a thread that does not exit ends the program, and is named as what cannot be ended', async () => {
  const { supervisor, last, clock, log, threads } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  supervisor.kill('a', crash);
  await clock.advance(2000);
  assert.equal(log.at(-1), 'fatal a');
  assert.deepEqual(supervisor.stuck, ['a']);
  assert.deepEqual(await supervisor.stop(), ['a']);
  assert.equal(threads.get('a')?.length, 1);
});

test('a restart by hand whose thread does not exit starts nothing beside it', async () => {
  const { supervisor, last, clock, log, threads } = createSupervised(['a']);
  const started = supervisor.start();
  last('a').runs();
  await started;
  const restarted = supervisor.restart('a');
  await clock.advance(1000 + 2000);
  await restarted;
  assert.deepEqual([log.at(-1), threads.get('a')?.length], ['fatal a', 1]);
});
