import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type RestartLimits, RestartPolicy } from './restart-policy.ts';

const limits: RestartLimits = {
  restartOnError: true,
  maxRestarts: 100,
  windowMs: 600_000,
  delayMs: 5000,
  maxDelayMs: 60_000,
};

const delays = (policy: RestartPolicy, deathsMs: readonly number[]): (number | 'no')[] =>
  deathsMs.map((nowMs) => {
    const verdict = policy.onDeath(nowMs);
    return verdict.restart ? verdict.delayMs : 'no';
  });

test('the first restart is at once, then it waits 5 s, doubling to 60 s', () => {
  assert.deepEqual(
    delays(new RestartPolicy(limits), [0, 1, 2, 3, 4, 5, 6, 7]),
    [0, 5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000],
  );
});

test('no more restarts than the cap within the window', () => {
  const policy = new RestartPolicy({ ...limits, maxRestarts: 3, windowMs: 1000 });
  assert.deepEqual(delays(policy, [0, 100, 200, 300, 999]), [0, 5000, 10_000, 'no', 'no']);
});

test('deaths older than the window do not count against the cap', () => {
  const policy = new RestartPolicy({ ...limits, maxRestarts: 2, windowMs: 1000 });
  assert.deepEqual(delays(policy, [0, 600, 1000, 1500, 1600]), [0, 5000, 10_000, 'no', 20_000]);
});

test('twice the longest delay in health makes the next restart immediate again', () => {
  const policy = new RestartPolicy(limits);
  assert.deepEqual(delays(policy, [0, 1]), [0, 5000]);
  policy.onReady(10_000);
  assert.deepEqual(delays(policy, [10_000 + 120_000]), [0]);
  policy.onReady(200_000);
  assert.deepEqual(delays(policy, [200_000 + 119_999]), [5000]);
});

test('health counts from being ready, not from the last death', () => {
  const policy = new RestartPolicy(limits);
  assert.deepEqual(delays(policy, [0, 500_000]), [0, 5000]);
});

test('health does not forgive what the window still remembers', () => {
  const policy = new RestartPolicy({ ...limits, maxRestarts: 1 });
  policy.onReady(0);
  assert.deepEqual(delays(policy, [200_000]), [0]);
  policy.onReady(200_000);
  assert.deepEqual(delays(policy, [400_000]), ['no']);
});

test('a worker that must not restart on errors stays dead', () => {
  assert.deepEqual(delays(new RestartPolicy({ ...limits, restartOnError: false }), [0]), ['no']);
});

test('no restarts allowed means none', () => {
  assert.deepEqual(delays(new RestartPolicy({ ...limits, maxRestarts: 0 }), [0]), ['no']);
});

test('a person who restarts it forgives the past', () => {
  const policy = new RestartPolicy({ ...limits, maxRestarts: 2 });
  assert.deepEqual(delays(policy, [0, 1, 2]), [0, 5000, 'no']);
  policy.reset();
  assert.deepEqual(delays(policy, [3, 4, 5]), [0, 5000, 'no']);
});

test('in any window there are at most as many restarts as the cap, and no delay leaves its bounds', () => {
  const gaps = fc.array(fc.nat({ max: 2000 }), { maxLength: 80 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 5 }), (waits, maxRestarts) => {
      const policy = new RestartPolicy({
        ...limits,
        maxRestarts,
        windowMs: 3000,
        delayMs: 10,
        maxDelayMs: 100,
      });
      const restartsMs: number[] = [];
      let nowMs = 0;
      for (const waitMs of waits) {
        nowMs += waitMs;
        const verdict = policy.onDeath(nowMs);
        if (!verdict.restart) continue;
        assert.ok(verdict.delayMs >= 0 && verdict.delayMs <= 100);
        restartsMs.push(nowMs);
        assert.ok(restartsMs.filter((atMs) => nowMs - atMs < 3000).length <= maxRestarts);
      }
    }),
  );
});
