import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeededRandom } from '../random.ts';
import { Life } from './life.ts';
import { createSimulatedWires } from './simulated-wire.ts';
import { createTestScheduler } from './testing/run-scheduler.ts';
import { createLabel } from './trace.ts';

const label = createLabel('event');

function createPair(latencyMs: () => number = () => 1) {
  const scheduler = createTestScheduler();
  const [left, right] = ['left', 'right'].map(
    (unit) => new Life(unit, 1, scheduler, createSeededRandom(1)),
  ) as [Life, Life];
  const [near, far] = createSimulatedWires('wire', { scheduler, latencyMs });
  near.adopt(left);
  far.adopt(right);
  const seen: string[] = [];
  const open = () => {
    near.open(
      ([value]) => void seen.push(`left ${value} ${scheduler.nowMs}`),
      () => void seen.push(`left closed ${scheduler.nowMs}`),
    );
    far.open(
      ([value]) => void seen.push(`right ${value} ${scheduler.nowMs}`),
      () => void seen.push(`right closed ${scheduler.nowMs}`),
    );
  };
  return { scheduler, left, right, near, far, seen, open };
}

test('batches arrive as copies, in the order of posting, whatever each takes', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(100), { minLength: 1, maxLength: 20 }), async (latencies) => {
      let drawn = 0;
      const { scheduler, near, far } = createPair(() => latencies[drawn++ % latencies.length] ?? 0);
      const got: unknown[] = [];
      far.open(
        (batch) => void got.push(batch[0]),
        () => {},
      );
      const posted = latencies.map((_, i) => ({ i }));
      posted.forEach((value, at) => void scheduler.schedule(at, label, () => near.post([value])));
      await scheduler.run();
      assert.deepEqual(got, posted);
      assert.ok(got.every((value, i) => value !== posted[i]));
    }),
  ));

test('what cannot be cloned is refused at the sender', () => {
  const { near } = createPair();
  assert.throws(() => near.post([() => {}]), { name: 'DataCloneError' });
});

test('what comes before the other side listens waits for it', async () => {
  const { scheduler, near, seen, open } = createPair();
  near.post([1]);
  near.post([2]);
  scheduler.schedule(50, label, open);
  await scheduler.run();
  assert.deepEqual(seen, ['right 1 50', 'right 2 50']);
});

test('a death closes the wire for the other side, after what was posted and some time later', async () => {
  const { scheduler, left, near, far, seen, open } = createPair(() => 7);
  open();
  near.post([1]);
  far.post([2]);
  left.end();
  near.post([3]);
  await scheduler.run();
  assert.deepEqual(seen, ['right 1 7', 'right closed 7']);
});

test('what a busy life was going to send is not sent when it dies before', async () => {
  const { scheduler, left, near, seen, open } = createPair();
  open();
  left.at(10, label, () => {
    near.post(['before']);
    left.block(500);
    near.post(['after the slow commit']);
  });
  scheduler.schedule(100, label, () => left.end());
  await scheduler.run();
  assert.deepEqual(seen, ['right before 11', 'right closed 101']);
});

test('an end that goes to the dead is closed', async () => {
  const scheduler = createTestScheduler();
  const [alive, dead] = ['alive', 'dead'].map(
    (unit) => new Life(unit, 1, scheduler, createSeededRandom(1)),
  ) as [Life, Life];
  const [near, far] = createSimulatedWires('wire', { scheduler, latencyMs: () => 1 });
  near.adopt(alive);
  let isClosed = false;
  near.open(
    () => {},
    () => {
      isClosed = true;
    },
  );
  dead.end();
  far.adopt(dead);
  await scheduler.run();
  assert.equal(isClosed, true);
});

test('a clogged end has everything at once when it is free again', async () => {
  const { scheduler, near, far, seen, open } = createPair();
  open();
  near.post([1]);
  far.clog(300);
  scheduler.schedule(100, label, () => near.post([2]));
  await scheduler.run();
  assert.deepEqual(seen, ['right 1 300', 'right 2 300']);
});

test('closing tells both sides once', async () => {
  const { scheduler, near, seen, open } = createPair();
  open();
  near.close();
  near.close();
  await scheduler.run();
  assert.deepEqual(seen.toSorted(), ['left closed 0', 'right closed 1']);
});
