import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, type Exit, toExitCode } from './guard-policy.ts';

const byCode = (code: number): Exit => ({ code, signal: null });
const bySignal = (signal: NodeJS.Signals): Exit => ({ code: null, signal });

test('a native crash, a kill and an internal error are started again, the first time at once', () => {
  for (const exit of [
    bySignal('SIGKILL'),
    bySignal('SIGSEGV'),
    bySignal('SIGABRT'),
    byCode(134),
    byCode(137),
    byCode(70),
  ])
    assert.deepEqual(decide(exit, [], 1000), { action: 'restart', delayMs: 0 });
});

test('an ordered end, a wrong configuration and plain failures are not', () => {
  for (const exit of [
    byCode(0),
    byCode(78),
    byCode(1),
    byCode(2),
    byCode(130),
    byCode(143),
    bySignal('SIGTERM'),
    bySignal('SIGINT'),
  ])
    assert.deepEqual(decide(exit, [], 1000), { action: 'stop', exitCode: toExitCode(exit), reason: 'ended' });
});

test('the delay doubles from 5 s with every restart in the window, and the sixth crash ends it', () => {
  const restarts: number[] = [];
  const delays: number[] = [];
  for (;;) {
    const decision = decide(bySignal('SIGKILL'), restarts, 100_000);
    if (decision.action === 'stop') {
      assert.deepEqual(decision, { action: 'stop', exitCode: 137, reason: 'cap' });
      break;
    }
    delays.push(decision.delayMs);
    restarts.push(100_000);
  }
  assert.deepEqual(delays, [0, 5000, 10_000, 20_000, 40_000]);
});

test('restarts older than ten minutes count no more, so delay and cap recover', () => {
  const old = [0, 1, 2, 3, 4];
  assert.deepEqual(decide(byCode(139), old, 599_999), { action: 'stop', exitCode: 139, reason: 'cap' });
  assert.deepEqual(decide(byCode(139), old, 600_004), { action: 'restart', delayMs: 0 });
});
