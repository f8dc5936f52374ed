// Why the policy is ours: what cockatiel 4 does in the cases that matter here. A failing test is a reason to look again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  handleWhen,
  retry,
} from 'cockatiel';

const fail = () => Promise.reject(new Error('down'));

async function openBreaker(openMs: number) {
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(1) });
  await assert.rejects(breaker.execute(fail));
  return breaker;
}

test('cockatiel parks calls beside a half-open probe and then sends them all, where ours refuses them at once', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const breaker = await openBreaker(1000);
  t.mock.timers.tick(1000);
  const probe = Promise.withResolvers<void>();
  const running = breaker.execute(() => probe.promise);
  let sent = 0;
  const others = Array.from({ length: 50 }, () => breaker.execute(() => void sent++));
  assert.equal(sent, 0);
  probe.resolve();
  await Promise.all([running, ...others]);
  assert.equal(sent, 50);
});

test('cockatiel takes a probe cancelled by its caller for a success, where ours learns nothing from it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof Error && error.message === 'down'),
    { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(1) },
  );
  await assert.rejects(breaker.execute(fail));
  t.mock.timers.tick(1000);
  await assert.rejects(breaker.execute(() => Promise.reject(new Error('cancelled'))));
  assert.equal(breaker.state, CircuitState.Closed);
});

test('cockatiel stays open longer when the wall clock is set back, where ours has the monotonic clock', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 10_000_000 });
  const breaker = await openBreaker(1000);
  t.mock.timers.setTime(0);
  t.mock.timers.tick(5000);
  await assert.rejects(
    breaker.execute(() => 'fine'),
    { isBrokenCircuitError: true },
  );
});

test('cockatiel repeats a call that was cancelled during its backoff, where ours ends at once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const controller = new AbortController();
  let attempts = 0;
  const waiting = Promise.withResolvers<void>();
  const policy = retry(handleAll, { maxAttempts: 1 });
  policy.onRetry(() => waiting.resolve());
  const run = policy.execute(() => {
    attempts += 1;
    return fail();
  }, controller.signal);
  await waiting.promise;
  controller.abort();
  t.mock.timers.tick(1);
  await assert.rejects(run);
  assert.equal(attempts, 2);
});

test('cockatiel lets a newcomer overtake the queue of a bulkhead and refuses the one that waited', async () => {
  const limited = bulkhead(1, 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = limited.execute(() => promise);
  const waited = limited.execute(() => 'waited');
  const newcomers = promise.then(() =>
    Promise.all([limited.execute(() => 'newcomer'), limited.execute(() => 'second newcomer')]),
  );
  resolve();
  await assert.rejects(waited, { isBulkheadRejectedError: true });
  assert.deepEqual(await newcomers, ['newcomer', 'second newcomer']);
  await first;
});
