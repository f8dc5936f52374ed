// What goes wrong with Redis, and how it comes back: empty, as it was, or as it had been some time ago.
import type { Random } from '../../../src/core/random.ts';
import { drawLogUniform, drawOne } from '../../../src/core/simulation/seeded-streams.ts';
import type { FakeRedis } from '../../../src/workers/cache/testing/fake-redis.ts';

const ways = [
  'stop-empty',
  'stop',
  'old-copy',
  'old-copy',
  'old-copy',
  'hang',
  'cut',
  'refuse',
  'lose-replies',
  'flush',
] as const;

export type RedisFault = { readonly way: (typeof ways)[number]; readonly durationMs: number };

export function drawRedisFault(random: Random): RedisFault {
  return { way: drawOne(random, ways), durationMs: drawLogUniform(random, 1, 20_000) };
}

/** Begins it; returns what ends it. */
export async function strikeRedis(redis: FakeRedis, { way }: RedisFault): Promise<() => void> {
  const copy = new Map(redis.data);
  switch (way) {
    case 'stop':
    case 'stop-empty':
      await redis.stop();
      return () => void redis.start(way === 'stop' ? copy : new Map());
    case 'old-copy':
      return () => void redis.stop().then(() => redis.start(copy));
    case 'hang':
      redis.hang();
      return () => redis.resume();
    case 'refuse':
      redis.refusal = 'OOM';
      return () => healRedis(redis);
    case 'lose-replies':
      redis.losesReplies = true;
      return () => healRedis(redis);
    default:
      if (way === 'cut') redis.cut();
      else redis.data.clear();
      return () => {};
  }
}

export function healRedis(redis: FakeRedis): void {
  redis.refusal = undefined;
  redis.losesReplies = false;
  if (redis.isHanging) redis.resume();
  if (!redis.isRunning) void redis.start();
}
