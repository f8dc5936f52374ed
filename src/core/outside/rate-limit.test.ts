import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createManualClock } from '../testing/manual-clock.ts';
import { telegramRetryAfterMs } from './rate-headers.ts';
import { createRateLimit, type RateLimitOptions } from './rate-limit.ts';

function setUp(options: Partial<RateLimitOptions> = {}) {
  const clock = createManualClock();
  const rateLimit = createRateLimit({
    name: 'venue',
    clock,
    windows: [{ limit: 10, perMs: 1000 }],
    ...options,
  });
  const granted: { name: string; atMs: number; weight: number }[] = [];
  const ask = (name: string, weight = 1, urgent = false) =>
    rateLimit.acquire({ weight, urgent }).then(
      () => void granted.push({ name, atMs: clock.monotonicMs(), weight }),
      (error: { code: string }) => error.code,
    );
  const names = () => granted.map(({ name }) => name);
  return { clock, rateLimit, granted, names, ask };
}

const answer = (status: number, headers: Record<string, string> = {}, body?: unknown) => ({
  status,
  headers,
  body,
});

test('whatever is asked and when, no window is exceeded and everything goes in the end', async () => {
  const asks = fc.array(
    fc.record({ weight: fc.integer({ min: 1, max: 10 }), urgent: fc.boolean(), idleMs: fc.nat(300) }),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(asks, async (asked) => {
      const windows = [
        { limit: 10, perMs: 1000 },
        { limit: 40, perMs: 10_000 },
      ];
      const { clock, granted, ask } = setUp({ windows });
      for (const { weight, urgent, idleMs } of asked) {
        void ask('x', weight, urgent);
        await clock.advance(idleMs);
      }
      await clock.advance(asked.length * 10_000);
      assert.equal(granted.length, asked.length);
      for (const { limit, perMs } of windows)
        for (const { atMs: fromMs } of granted) {
          const stretch = granted.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + perMs);
          assert.ok(stretch.reduce((sum, { weight }) => sum + weight, 0) <= limit);
        }
    }),
    { numRuns: 40 },
  );
});

test('urgent requests go first', async () => {
  const { clock, names, ask } = setUp();
  void ask('all', 10);
  void ask('normal', 10);
  void ask('urgent', 10, true);
  await clock.advance(2000);
  assert.deepEqual(names(), ['all', 'urgent', 'normal']);
});

test('a flood of urgent requests does not starve the others, not even a heavy one', async () => {
  const { clock, names, ask } = setUp();
  void ask('first', 10);
  void ask('heavy', 10);
  for (let index = 0; index < 100; index++) void ask('urgent', 1, true);
  await clock.advance(3000);
  assert.equal(names().indexOf('heavy'), 9);
});

test('a retry-after blocks everything for that long, urgent requests too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (seconds) => {
      const { clock, rateLimit, names, ask } = setUp();
      assert.equal(rateLimit.observe(answer(429, { 'retry-after': String(seconds) })), seconds * 1000);
      void ask('normal');
      void ask('urgent', 1, true);
      await clock.advance(seconds * 1000 - 1);
      assert.deepEqual(names(), []);
      await clock.advance(1);
      assert.deepEqual(names(), ['urgent', 'normal']);
    }),
    { numRuns: 20 },
  );
});

test('an earlier, shorter pause does not shorten a longer one', async () => {
  const { clock, rateLimit, names, ask } = setUp();
  rateLimit.observe(answer(429, { 'retry-after': '10' }));
  rateLimit.observe(answer(429, { 'retry-after': '1' }));
  void ask('x');
  await clock.advance(9999);
  assert.deepEqual(names(), []);
});

test('a pause too long to wait for is told at once to those waiting and those who come', async () => {
  const { rateLimit, ask } = setUp({ windows: [{ limit: 1, perMs: 1000 }] });
  await ask('first');
  const waiting = ask('waiting');
  rateLimit.observe(answer(418, { 'retry-after': '7200' }));
  assert.equal(await waiting, 'HTTP_RATE_LIMITED');
  await assert.rejects(rateLimit.acquire(), {
    code: 'HTTP_RATE_LIMITED',
    kind: 'transient',
    details: { name: 'venue', retryAfterMs: 7_200_000 },
  });
});

test('refusals that name no pause pause longer each time, until an answer comes', () => {
  const { rateLimit } = setUp();
  const pauses = [429, 429, 429, 200, 429].map((status) => rateLimit.observe(answer(status)));
  assert.deepEqual(pauses, [1000, 2000, 4000, undefined, 1000]);
});

test('a spent quota of the provider is waited for, one that is left is used up and no more', async () => {
  const { clock, rateLimit, granted, ask } = setUp({ windows: [{ limit: 100, perMs: 1000 }] });
  rateLimit.observe(answer(200, { 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': '5' }));
  for (let index = 0; index < 5; index++) void ask('x');
  await clock.advance(4999);
  assert.equal(granted.length, 2);
  await clock.advance(1);
  assert.equal(granted.length, 5);
});

test('an answer that does not yet know of our later requests gives no quota back', async () => {
  const { clock, rateLimit, granted, ask } = setUp({ windows: [{ limit: 100, perMs: 1000 }] });
  const late = answer(200, { 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': '5' });
  rateLimit.observe(late);
  void ask('x');
  void ask('x');
  rateLimit.observe(late);
  void ask('x');
  await clock.advance(4000);
  assert.equal(granted.length, 2);
});

test('a new stretch of the provider replaces the old quota', async () => {
  const { clock, rateLimit, granted, ask } = setUp();
  rateLimit.observe(answer(200, { ratelimit: '"a";r=0;t=5' }));
  rateLimit.observe(answer(200, { ratelimit: '"a";r=9;t=60' }));
  void ask('x');
  await clock.advance(0);
  assert.equal(granted.length, 1);
});

test('a policy that the provider declares is kept to', async () => {
  const { clock, rateLimit, granted, ask } = setUp();
  rateLimit.observe(answer(200, { 'ratelimit-policy': '"a";q=3;w=1, "b";q=4;w=60' }));
  for (let index = 0; index < 9; index++) void ask('x');
  await clock.advance(0);
  assert.equal(granted.length, 3);
  await clock.advance(59_999);
  assert.equal(granted.length, 4);
});

test('weight used by others at the same address counts against the limit', async () => {
  const { clock, rateLimit, granted, ask } = setUp({ windows: [{ limit: 6000, perMs: 60_000 }] });
  rateLimit.observe(answer(200, { 'x-mbx-used-weight-1m': '5990' }));
  void ask('light', 10);
  void ask('next', 1);
  await clock.advance(59_999);
  assert.equal(granted.length, 1);
  await clock.advance(1);
  assert.equal(granted.length, 2);
});

test('the body of a refusal may say how long to wait', () => {
  const { rateLimit } = setUp({ toRetryAfterMs: telegramRetryAfterMs });
  assert.equal(rateLimit.observe(answer(429, {}, { parameters: { retry_after: 3 } })), 3000);
});

test('too many waiting, and what can never go, are refused at once', async () => {
  const { rateLimit, ask } = setUp({ waiting: 1 });
  void ask('all', 10);
  void ask('waits');
  assert.equal(await ask('one too many'), 'QUEUE_FULL');
  assert.equal(rateLimit.waiting, 1);
  assert.equal(await ask('too heavy', 11), 'HTTP_REQUEST_TOO_HEAVY');
});

test('a request cancelled while it waits leaves the queue and lets the next one go', async () => {
  const { clock, rateLimit, names, ask } = setUp();
  void ask('first', 5);
  const controller = new AbortController();
  const heavy = rateLimit.acquire({ weight: 10, signal: controller.signal });
  void ask('light', 5);
  await clock.advance(0);
  assert.deepEqual(names(), ['first']);
  controller.abort(new Error('gone'));
  await assert.rejects(heavy, { message: 'gone' });
  await clock.advance(0);
  assert.deepEqual(names(), ['first', 'light']);
});
