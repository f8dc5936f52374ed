import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorCode } from '../error-table.ts';
import { AppError } from '../errors.ts';
import { createSeededRandom } from '../random.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createPolicy, type PolicyOptions } from './policy.ts';

function setUp(options: Partial<PolicyOptions> = {}) {
  const clock = createManualClock();
  const states: string[] = [];
  const policy = createPolicy({
    name: 'peer',
    clock,
    random: createSeededRandom(1),
    timeoutMs: 1000,
    retry: { attempts: 3, baseMs: 100, maxMs: 2000 },
    bulkhead: { concurrent: 100, waiting: 100 },
    onState: (_, state) => states.push(state),
    ...options,
  });
  const operation = (...outcomes: (ErrorCode | AppError | 'ok')[]) => {
    const startsMs: number[] = [];
    const run = async ({ attempt }: { attempt: number }) => {
      startsMs.push(clock.monotonicMs());
      const outcome = outcomes[attempt - 1] ?? outcomes.at(-1)!;
      if (outcome === 'ok') return attempt;
      throw outcome instanceof AppError ? outcome : new AppError(outcome);
    };
    return Object.assign(run, { startsMs });
  };
  return { clock, states, policy, operation };
}

const never = () => new Promise<never>(() => {});

/** Starts watching at once, so that a rejection during `advance` is not unhandled. */
function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  return Promise.allSettled([promise]).then(([result]) => result!);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const result = await settled(promise);
  return result.status === 'rejected' ? (result.reason as AppError).code : 'ok';
}

test('an idempotent call is repeated after a transient failure, ever later', async () => {
  const { clock, policy, operation } = setUp();
  const run = operation('HTTP_BROKEN', 'HTTP_UNAVAILABLE', 'ok');
  const result = policy.run(run, { idempotent: true });
  await clock.advance(1000);
  assert.equal(await result, 3);
  const [first, second, third] = run.startsMs as [number, number, number];
  assert.ok(second - first >= 50 && second - first <= 100);
  assert.ok(third - second >= 100 && third - second <= 200);
});

test('a call that is not idempotent is never repeated', async () => {
  const { policy, operation } = setUp();
  const run = operation('HTTP_BROKEN', 'ok');
  assert.equal(await codeOf(policy.run(run)), 'HTTP_BROKEN');
  assert.equal(run.startsMs.length, 1);
});

test('only transient failures are repeated', async () => {
  const { policy, operation } = setUp();
  for (const code of ['HTTP_REFUSED', 'HTTP_REQUEST_INVALID', 'OUTSIDE_UNANSWERED', 'BUG'] as const) {
    const run = operation(code, 'ok');
    assert.equal(await codeOf(policy.run(run, { idempotent: true })), code);
    assert.equal(run.startsMs.length, 1, code);
  }
});

test('attempts are bounded', async () => {
  const { clock, policy, operation } = setUp();
  const run = operation('HTTP_BROKEN');
  const code = codeOf(policy.run(run, { idempotent: true }));
  await clock.advance(10_000);
  assert.equal(await code, 'HTTP_BROKEN');
  assert.equal(run.startsMs.length, 3);
});

test('a peer that says when to come back is not asked before, and a long pause is left to the caller', async () => {
  const { clock, policy, operation } = setUp();
  const limited = (retryAfterMs: number) =>
    new AppError('HTTP_RATE_LIMITED', 'slow', { details: { retryAfterMs } });
  const run = operation(limited(1500), 'ok');
  const result = policy.run(run, { idempotent: true });
  await clock.advance(1499);
  assert.equal(run.startsMs.length, 1);
  await clock.advance(1);
  assert.equal(await result, 2);
  assert.equal(
    await codeOf(policy.run(operation(limited(2001), 'ok'), { idempotent: true })),
    'HTTP_RATE_LIMITED',
  );
});

test('no repetition is begun that the deadline would cut off', async () => {
  const { clock, policy, operation } = setUp();
  const run = operation('HTTP_BROKEN', 'ok');
  const deadlineMs = clock.monotonicMs() + 40;
  assert.equal(await codeOf(policy.run(run, { idempotent: true, deadlineMs })), 'HTTP_BROKEN');
  assert.equal(run.startsMs.length, 1);
});

test('a call whose deadline has passed is not begun', async () => {
  const { clock, policy, operation } = setUp();
  await clock.advance(10);
  const run = operation('ok');
  assert.equal(await codeOf(policy.run(run, { deadlineMs: 10 })), 'OUTSIDE_TIMEOUT');
  assert.equal(run.startsMs.length, 0);
});

test('an attempt ends in time even if the operation ignores its signal', async () => {
  const { clock, policy } = setUp({ retry: { attempts: 1, baseMs: 1, maxMs: 1 } });
  const code = codeOf(policy.run(never, { idempotent: true }));
  await clock.advance(1000);
  assert.equal(await code, 'OUTSIDE_TIMEOUT');
});

test('a call that is not idempotent and was cut off has an unknown outcome, by timeout, deadline or cancellation', async () => {
  const { clock, policy } = setUp();
  const controller = new AbortController();
  const codes = [
    codeOf(policy.run(never)),
    codeOf(policy.run(never, { deadlineMs: clock.monotonicMs() + 500 })),
    codeOf(policy.run(never, { signal: controller.signal })),
  ];
  await clock.advance(100);
  controller.abort();
  await clock.advance(1000);
  assert.deepEqual(await Promise.all(codes), Array(3).fill('OUTSIDE_UNANSWERED'));
});

test('a cancelled call that had not begun did not happen', async () => {
  const { clock, policy, operation } = setUp({ bulkhead: { concurrent: 1, waiting: 1 } });
  const first = codeOf(policy.run(never));
  const controller = new AbortController();
  const run = operation('ok');
  const second = codeOf(policy.run(run, { signal: controller.signal }));
  controller.abort();
  assert.equal(await second, 'CALL_CANCELLED');
  await clock.advance(1000);
  assert.equal(await first, 'OUTSIDE_UNANSWERED');
  assert.equal(run.startsMs.length, 0);
});

test('a call that is cancelled while it runs gives its place back', async () => {
  const { policy, operation } = setUp({ bulkhead: { concurrent: 1, waiting: 1 } });
  const controller = new AbortController();
  const cancelled = codeOf(policy.run(never, { signal: controller.signal }));
  await new Promise(setImmediate);
  controller.abort();
  assert.equal(await cancelled, 'OUTSIDE_UNANSWERED');
  const next = policy.run(operation('ok'));
  assert.equal(await Promise.race([next, new Promise((give) => setImmediate(give, 'waits'))]), 1);
});

test('cancelling ends a backoff at once', async () => {
  const { clock, policy, operation } = setUp();
  const controller = new AbortController();
  const run = operation('HTTP_BROKEN', 'ok');
  const code = codeOf(policy.run(run, { idempotent: true, signal: controller.signal }));
  await clock.advance(10);
  controller.abort();
  assert.equal(await code, 'CALL_CANCELLED');
  await clock.advance(10_000);
  assert.equal(run.startsMs.length, 1);
});

test('timeouts and transient failures open the breaker; refusals never do', async () => {
  const { clock, states, policy, operation } = setUp({ breaker: { failures: 2 } });
  for (let index = 0; index < 20; index++) {
    await codeOf(policy.run(operation('HTTP_REFUSED')));
    await codeOf(policy.run(operation('HTTP_REQUEST_INVALID')));
  }
  assert.equal(policy.state, 'closed');
  const timedOut = codeOf(policy.run(never));
  await clock.advance(1000);
  await timedOut;
  await codeOf(policy.run(operation('HTTP_UNREACHABLE')));
  assert.equal(policy.state, 'open');
  assert.deepEqual(states, ['open']);
});

test('a peer that says when to come back is alive and does not open the breaker', async () => {
  const { policy, operation } = setUp({ breaker: { failures: 2 } });
  const limited = new AppError('HTTP_RATE_LIMITED', 'slow', { details: { retryAfterMs: 1 } });
  for (let index = 0; index < 3; index++) await codeOf(policy.run(operation(limited)));
  assert.equal(policy.state, 'closed');
});

test('a cancelled probe leaves the breaker half-open for the next one', async () => {
  const { clock, policy, operation } = setUp({ breaker: { failures: 1, openMs: 1000 } });
  await codeOf(policy.run(operation('HTTP_BROKEN')));
  await clock.advance(1000);
  const controller = new AbortController();
  const probe = codeOf(policy.run(never, { idempotent: true, signal: controller.signal }));
  await clock.advance(0);
  controller.abort();
  assert.equal(await probe, 'CALL_CANCELLED');
  assert.equal(policy.state, 'half-open');
  assert.equal(await codeOf(policy.run(operation('ok'))), 'ok');
  assert.equal(policy.state, 'closed');
});

test('an open breaker refuses at once even when every place is taken', async () => {
  const { clock, policy, operation } = setUp({
    breaker: { failures: 1 },
    bulkhead: { concurrent: 2, waiting: 5 },
  });
  const slow = codeOf(policy.run(never));
  const failing = codeOf(policy.run(operation('HTTP_BROKEN')));
  const takesItsPlace = codeOf(policy.run(never, { admit: () => clock.sleep(60_000) }));
  assert.equal(await failing, 'HTTP_BROKEN');
  assert.equal(await codeOf(policy.run(operation('ok'))), 'BREAKER_OPEN');
  await clock.advance(60_000);
  assert.equal(await slow, 'OUTSIDE_UNANSWERED');
  void takesItsPlace;
});

test('callers who give up do not open the breaker', async () => {
  const { policy } = setUp({ breaker: { failures: 1 } });
  const controller = new AbortController();
  const code = codeOf(policy.run(never, { signal: controller.signal }));
  controller.abort();
  await code;
  assert.equal(policy.state, 'closed');
});

test('of 50 calls at once to a half-open breaker one goes and 49 are refused at once', async () => {
  const { clock, states, policy, operation } = setUp({ breaker: { failures: 1, openMs: 60_000 } });
  await codeOf(policy.run(operation('HTTP_UNREACHABLE')));
  assert.equal(await codeOf(policy.run(operation('ok'), { idempotent: true })), 'BREAKER_OPEN');
  await clock.advance(60_000);
  const answer = Promise.withResolvers<string>();
  let sent = 0;
  const probe = () => {
    sent += 1;
    return answer.promise;
  };
  const results = Array.from({ length: 50 }, () => settled(policy.run(probe, { idempotent: true })));
  const refused = await Promise.all(results.slice(1));
  assert.equal(sent, 1);
  for (const result of refused) {
    assert.equal(result.status, 'rejected');
    assert.equal(result.reason.code, 'BREAKER_OPEN');
    assert.equal(typeof result.reason.details.retryAfterMs, 'number');
  }
  answer.resolve('back');
  assert.deepEqual(await results[0], { status: 'fulfilled', value: 'back' });
  assert.deepEqual(states, ['open', 'half-open', 'closed']);
});

test('calls that wait for a place are refused when the breaker has opened meanwhile', async () => {
  const { policy, operation } = setUp({ breaker: { failures: 1 }, bulkhead: { concurrent: 1, waiting: 5 } });
  const waiting = operation('ok');
  const codes = [
    codeOf(policy.run(operation('HTTP_BROKEN'))),
    codeOf(policy.run(waiting)),
    codeOf(policy.run(waiting)),
  ];
  assert.deepEqual(await Promise.all(codes), ['HTTP_BROKEN', 'BREAKER_OPEN', 'BREAKER_OPEN']);
  assert.equal(waiting.startsMs.length, 0);
});

test('waiting for admission is not part of the timeout', async () => {
  const { clock, policy, operation } = setUp();
  const code = codeOf(policy.run(operation('ok'), { admit: () => clock.sleep(5000) }));
  await clock.advance(5000);
  assert.equal(await code, 'ok');
});
