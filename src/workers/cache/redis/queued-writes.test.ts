import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCacheOnClock } from '../testing/cache-on-clock.ts';

test('writes that Redis has not confirmed are told while they wait, and not afterwards', async () => {
  const { redis, connect, pass, metric } = await startCacheOnClock({ withRedis: true });
  const client = connect();
  await pass(1000);
  assert.deepEqual([metric('zapflow_redis_up'), metric('zapflow_redis_queued')], [1, 0]);
  redis.hang();
  const entry = (key: string) => ({
    key,
    value: { address: key, slot: 1, lamports: '5', tokens: [] },
    tags: [],
  });
  await client.put({ kind: 'wallets', entries: [entry('A'), entry('B')] });
  await pass(300);
  assert.equal(metric('zapflow_redis_queued'), 2);
  await pass(1000);
  assert.equal(metric('zapflow_redis_up'), 0);
  redis.resume();
  await pass(20_000);
  assert.deepEqual([metric('zapflow_redis_up'), metric('zapflow_redis_queued')], [1, 0]);
});
