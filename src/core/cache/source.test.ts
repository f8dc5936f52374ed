import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import { createSource, type Load } from './source.ts';

const create = <V>(load: Load<V>, limits = {}) => {
  const clock = createManualClock();
  const source = createSource({
    name: 'load',
    load,
    clock,
    timeoutMs: 2000,
    concurrent: 2,
    waiting: 2,
    ...limits,
  });
  return { clock, source };
};

test('a load that takes too long is given up and told so', async () => {
  let signal: AbortSignal | undefined;
  const { clock, source } = create((_, given) => {
    signal = given;
    return new Promise<number>(() => {});
  });
  const loading = assert.rejects(source('a'), { code: 'OUTSIDE_TIMEOUT' });
  await clock.advance(1999);
  assert.equal(signal?.aborted, false);
  await clock.advance(1);
  await loading;
  assert.equal(signal?.aborted, true);
});

test('so many run at once, so many wait, and one more is refused', async () => {
  let running = 0;
  const gate = Promise.withResolvers<void>();
  const { source } = create(async (key) => {
    running++;
    await gate.promise;
    return key;
  });
  const loads = ['a', 'b', 'c', 'd'].map(source);
  await assert.rejects(source('e'), { code: 'QUEUE_FULL' });
  assert.equal(running, 2);
  gate.resolve();
  assert.deepEqual(await Promise.all(loads), ['a', 'b', 'c', 'd']);
});

test('what the source says is handed on: nothing, or its error', async () => {
  assert.equal(await create(async () => undefined).source('a'), undefined);
  const failing = create(() => {
    throw new Error('down');
  });
  await assert.rejects(failing.source('a'), /down/);
});
