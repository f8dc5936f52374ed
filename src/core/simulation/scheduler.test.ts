import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeededRandom } from '../random.ts';
import { currentScope, rootScope, runInScope } from '../scope.ts';
import { EventHeap, type SimulatedEvent } from './event-heap.ts';
import { Life, LifeEnded } from './life.ts';
import { createTestScheduler } from './testing/run-scheduler.ts';
import { createLabel } from './trace.ts';

const label = createLabel('event');
const entry = fc.record({ atMs: fc.nat(5), key: fc.nat(3) });

test('a heap gives back by time, then by key, then in the order of scheduling', () =>
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const events: SimulatedEvent[] = entries.map((given, sequence) => ({
        ...given,
        sequence,
        life: undefined,
        label,
        scope: undefined,
        run: undefined,
      }));
      const heap = new EventHeap();
      for (const event of events) heap.push(event);
      const popped = Array.from(events, () => heap.pop());
      const sorted = events.toSorted((a, b) => a.atMs - b.atMs || a.key - b.key || a.sequence - b.sequence);
      assert.deepEqual(popped, sorted);
      assert.equal(heap.pop(), undefined);
    }),
  ));

test('events run at their times, each with all its microtasks before the next', async () => {
  const scheduler = createTestScheduler();
  const seen: string[] = [];
  const happen = (name: string, atMs: number) =>
    scheduler.schedule(atMs, label, () => {
      seen.push(`${name} at ${scheduler.nowMs}`);
      void Promise.resolve()
        .then(() => {})
        .then(() => seen.push(`${name} ends`));
    });
  happen('second', 20);
  happen('first', 10);
  happen('never', 5).cancel();
  await scheduler.run();
  assert.deepEqual(seen, ['first at 10', 'first ends', 'second at 20', 'second ends']);
});

test('what is due at one time keeps its order within a life and is shuffled between lives, by the seed', async () => {
  const runOnce = async (seed: number) => {
    const scheduler = createTestScheduler();
    const random = createSeededRandom(seed);
    const lives = ['a', 'b', 'c', 'd'].map((unit) => new Life(unit, 1, scheduler, random));
    const seen: string[] = [];
    for (const step of [1, 2])
      for (const life of lives) life.at(10, label, () => void seen.push(`${life.unit}${step}`));
    await scheduler.run();
    for (const { unit } of lives) assert.ok(seen.indexOf(`${unit}1`) < seen.indexOf(`${unit}2`));
    return seen.join();
  };
  const orders = new Set<string>();
  for (let seed = 0; seed < 20; seed++) orders.add(await runOnce(seed));
  assert.ok(orders.size > 5, `${orders.size} orders`);
  assert.equal(await runOnce(3), await runOnce(3));
});

test('the check runs after the microtasks of every event and can end the run', async () => {
  const scheduler = createTestScheduler();
  let done = 0;
  const checks: number[] = [];
  for (let i = 1; i <= 5; i++) scheduler.schedule(i, label, () => void Promise.resolve().then(() => done++));
  scheduler.afterEach = () => {
    checks.push(done);
    return done === 3;
  };
  await scheduler.run();
  assert.deepEqual(checks, [1, 2, 3]);
});

test('a timer runs in the scope it was set in, and another event without it', async () => {
  const scheduler = createTestScheduler();
  const life = new Life('unit', 1, scheduler, createSeededRandom(1));
  const seen: (string | undefined)[] = [];
  const look = () => void seen.push(currentScope()?.correlationId);
  runInScope(rootScope('cause'), () => life.clock.after(5, look));
  scheduler.schedule(6, label, look);
  await scheduler.run();
  assert.deepEqual(seen, ['cause', undefined]);
});

test('a busy thread does late and in order what was due meanwhile, while others go on', async () => {
  const scheduler = createTestScheduler();
  const [busy, free] = ['busy', 'free'].map((unit) => new Life(unit, 1, scheduler, createSeededRandom(1)));
  const seen: string[] = [];
  const note = (name: string) => () => void seen.push(`${name} ${scheduler.nowMs}`);
  busy?.at(10, label, () => {
    busy.block(100);
    seen.push(`blocked until ${busy.clock.monotonicMs()}`);
  });
  busy?.at(30, label, note('third'));
  busy?.at(20, label, note('second'));
  free?.at(25, label, note('free'));
  await scheduler.run();
  assert.deepEqual(seen, ['blocked until 110', 'free 25', 'second 110', 'third 110']);
});

test('the wall clock jumps and the monotonic one does not', () => {
  const scheduler = createTestScheduler();
  const { clock } = new Life('unit', 1, scheduler, createSeededRandom(1));
  const [wallMs, monotonicMs] = [clock.now(), clock.monotonicMs()];
  scheduler.jumpWall(-3_600_000);
  assert.equal(clock.now() - wallMs, -3_600_000);
  assert.equal(clock.monotonicMs(), monotonicMs);
});

test('an error that nobody caught goes to the life it happened in', async () => {
  const scheduler = createTestScheduler();
  const life = new Life('unit', 1, scheduler, createSeededRandom(1));
  const seen: string[] = [];
  life.onUncaught = (error) => void seen.push(`life: ${(error as Error).message}`);
  scheduler.onUncaught = (error) => void seen.push(`world: ${(error as Error).message}`);
  const fail = (error: Error) => () => {
    throw error;
  };
  life.at(1, label, fail(new Error('one')));
  scheduler.schedule(2, label, fail(new Error('two')));
  life.at(3, label, fail(new LifeEnded()));
  await scheduler.run();
  assert.deepEqual(seen, ['life: one', 'world: two']);
});
