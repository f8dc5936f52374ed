import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log } from '../../../core/log/log.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { FakeRedis } from '../testing/fake-redis.ts';
import { logSpeed } from './log-speed.ts';

test('how fast Redis answered is written once a minute, under its category, and nothing of what was asked', async () => {
  const clock = createManualClock();
  const lines: [string, unknown][] = [];
  const write = (message: string, fields?: unknown) => void lines.push([message, fields]);
  const log: Log = { debug: write, info: write, warn: write, error: write, fatal: write, child: () => log };
  const redis = new FakeRedis(clock);
  const open = logSpeed(redis.open, { clock, log });
  const door = await open({
    url: redis.url,
    random: createSeededRandom(1),
    onUp: () => {},
    onDown: () => {},
  });
  await clock.advance(60_000);
  assert.deepEqual(lines, []);
  for (const slowMs of [1, 2, 3, 40]) {
    redis.slowMs = slowMs;
    const answered = door.set('a', 'canary', 1000);
    await clock.advance(slowMs);
    await answered;
  }
  redis.refusal = 'NOAUTH';
  const refused = assert.rejects(door.get('a', 10));
  await clock.advance(40);
  await refused;
  await clock.advance(60_000);
  assert.deepEqual(lines, [
    [
      'how fast Redis answered',
      { category: 'redisperformance', answered: 4, p50Ms: 2, p99Ms: 40, maxMs: 40, failed: 1 },
    ],
  ]);
  door.close();
  await clock.advance(120_000);
  assert.equal(lines.length, 1);
});
