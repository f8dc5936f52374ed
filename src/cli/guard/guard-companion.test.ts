import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import type { Clock } from '../../core/clock.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { keepCompanion } from './guard-companion.ts';

const COUNT = 7;

/** Without a bound it would go on for ever: the test ends it. */
async function run(maxRestarts: number) {
  const waits: number[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const clock: Clock = {
    ...createManualClock(),
    sleep: async (delayMs: number, signal?: AbortSignal) => {
      waits.push(delayMs);
      if (waits.length < COUNT) return;
      resolve();
      await new Promise((_, reject) => signal?.addEventListener('abort', reject, { once: true }));
    },
  };
  const said: string[] = [];
  const companion = keepCompanion({
    name: 'sandbox',
    maxRestarts,
    clock,
    err: (text) => said.push(text),
    start: () => spawn('sh', ['-c', `exit ${waits.length}`], { stdio: 'ignore' }),
    end: () => {},
    onChange: () => {
      if (companion.state.state === 'failed') resolve();
    },
  });
  await over;
  const { state } = companion;
  await companion.stop();
  return { waits, said, state };
}

test('a process beside the program is started again, at once and then ever later, however it ends', async () => {
  const { waits, said, state } = await run(Number.POSITIVE_INFINITY);
  assert.deepEqual(waits, [0, 5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  assert.deepEqual([state.state, state.restarts], ['waiting', COUNT]);
  assert.match(said[1] ?? '', /the sandbox ended with code 1; starting it again in 5000 ms/);
});

test('one whose lives are counted stays down after the last of them, and says so', async () => {
  const { waits, said, state } = await run(2);
  assert.deepEqual(waits, [0, 5000]);
  assert.equal(state.state, 'failed');
  assert.match(said.at(-1) ?? '', /too often; it stays down/);
});

test('one that does not end when asked is killed after five seconds', async () => {
  const clock = createManualClock();
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>();
  const companion = keepCompanion({
    name: 'signer',
    maxRestarts: 0,
    clock,
    err: () => {},
    start: () => {
      const child = spawn('sh', ['-c', 'echo ready; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      child.stdout.once('data', () => resolve());
      return child;
    },
    end: () => onAsked(),
    onChange: () => {},
  });
  await ready;
  const { pid } = companion.state;
  const stopped = companion.stop();
  await asked;
  process.kill(pid ?? 0, 0);
  await clock.advance(5000);
  await stopped;
  assert.throws(() => process.kill(pid ?? 0, 0), { code: 'ESRCH' });
});
