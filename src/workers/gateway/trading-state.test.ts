import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { StopState } from '../../api/trading.ts';
import { createLogger } from '../../core/log/logger.ts';
import { createSeededRandom } from '../../core/random.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { followTradingState } from './trading-state.ts';

const running: StopState = { isStopped: false, changedAtMs: null, by: null, reason: null };
const stopped: StopState = { isStopped: true, changedAtMs: 1, by: 'user:ada', reason: null };

function follow(read: (signal: AbortSignal) => Promise<StopState>) {
  const clock = createManualClock();
  const told: StopState[] = [];
  const lines: string[] = [];
  const log = createLogger({ write: (line) => lines.push(line), clock, worker: 'gateway' });
  const tell = (state: StopState) => void told.push(state);
  const trading = followTradingState({ clock, random: createSeededRandom(1), log, read, tell });
  return { clock, told, lines, trading };
}

test('while storage does not answer it is asked again and again, and one line says so', async () => {
  let reads = 0;
  const { clock, told, lines, trading } = follow(async () => {
    if (++reads < 5) throw new Error('away');
    return stopped;
  });
  await clock.advance(60_000);
  assert.deepEqual([reads, told], [5, [stopped]]);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /cannot be read at present.*away/);
  await trading.stop();
});

test('an answer that comes after a change does not take its place', async () => {
  const answer = Promise.withResolvers<StopState>();
  const { told, trading } = follow(() => answer.promise);
  trading.changed(stopped);
  answer.resolve(running);
  await trading.stop();
  assert.deepEqual(told, [stopped]);
});

test('after a change nobody is asked any more', async () => {
  let reads = 0;
  const { clock, told, trading } = follow(async () => {
    reads++;
    throw new Error('away');
  });
  await clock.advance(1);
  trading.changed(stopped);
  await clock.advance(60_000);
  assert.deepEqual([reads, told], [1, [stopped]]);
  await trading.stop();
});

test('an answer after the end is told to nobody, and the end does not wait for the next try', async () => {
  const answer = Promise.withResolvers<StopState>();
  const late = follow(() => answer.promise);
  const ended = late.trading.stop();
  answer.resolve(stopped);
  await ended;
  assert.deepEqual(late.told, []);
  const failing = follow(() => Promise.reject(new Error('away')));
  await failing.clock.advance(1);
  await failing.trading.stop();
  const hanging = follow(async (signal) => {
    await once(signal, 'abort');
    throw new Error('given up');
  });
  await hanging.trading.stop();
  assert.deepEqual([hanging.told, hanging.lines], [[], []]);
});
