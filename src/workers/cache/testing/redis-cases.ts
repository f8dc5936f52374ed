// What every door to Redis does, whichever server is behind it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createSeededRandom } from '../../../core/random.ts';
import type { RedisDoor } from '../redis/redis-door.ts';
import type { TestRedis } from './test-redis.ts';

type Watched = { door: RedisDoor; up(): Promise<void>; down(): Promise<string> };

export function redisCases(
  name: string,
  create: () => Promise<TestRedis>,
  skip: string | false = false,
): void {
  describe(name, { skip }, () => {
    let redis: TestRedis;
    let watched: Watched;
    let door: RedisDoor;
    let id = 0;
    let key: string;
    before(async () => {
      redis = await create();
      watched = await watch(redis);
      door = watched.door;
      await watched.up();
    });
    after(async () => {
      door.close();
      await redis.end();
    });
    beforeEach(() => {
      key = `case:${id++}`;
    });

    test('what was set is got, and nothing else', async () => {
      assert.equal(await door.get(key, 100), undefined);
      await door.set(key, 'žluťoučký \0 \u{1f40e} "text"', 60_000);
      assert.equal(await door.get(key, 100), 'žluťoučký \0 \u{1f40e} "text"');
      assert.equal(await door.get(`${key}x`, 100), undefined);
    });

    test('the last of many writes in flight counts', async () => {
      const writes = Array.from({ length: 200 }, (_, i) => door.set(key, `v${i}`, 60_000));
      const read = door.get(key, 100);
      const erased = door.delete(key);
      await Promise.all(writes);
      assert.equal(await read, 'v199');
      assert.equal(await erased, true);
      assert.equal(await door.get(key, 100), undefined);
    });

    test('a delete says whether there was something', async () => {
      await door.set(key, 'x', 60_000);
      assert.deepEqual([await door.delete(key), await door.delete(key)], [true, false]);
    });

    test('a value ends with its life', async () => {
      await door.set(key, 'x', 1);
      while ((await door.get(key, 100)) !== undefined);
      await door.set(key, 'y', 0.1);
      while ((await door.get(key, 100)) !== undefined);
    });

    test('no more of a value than asked for is let in', async () => {
      await redis.put(key, 'x'.repeat(100_000));
      assert.equal((await door.get(key, 1000))?.length, 1000);
    });

    test('what is no text is got as the empty text, and can be replaced and deleted', async () => {
      await redis.putList(key);
      assert.equal(await door.get(key, 100), '');
      await door.set(key, 'text', 60_000);
      assert.equal(await door.get(key, 100), 'text');
      await redis.putList(`${key}b`);
      assert.equal(await door.delete(`${key}b`), true);
    });

    test('a server keeps its id, and another life of it has another', async () => {
      const before = await door.serverId();
      await door.ping();
      assert.equal(await door.serverId(), before);
      await restart(redis, watched);
      assert.notEqual(await door.serverId(), before);
    });

    test('a server that dies is told of, refuses at once, and is found again', async () => {
      const down = watched.down();
      await redis.stop();
      assert.notEqual(await down, '');
      assert.equal(door.isConnected, false);
      await assert.rejects(door.get(key, 100), isUnavailable);
      await assert.rejects(door.ping(), isUnavailable);
      const up = watched.up();
      await redis.start();
      await up;
      assert.equal(door.isConnected, true);
      await door.set(key, 'again', 60_000);
      assert.equal(await door.get(key, 100), 'again');
    });

    test('a server that hangs is told of by the first command, and is found again', async () => {
      const down = watched.down();
      redis.hang();
      await assert.rejects(door.get(key, 100), { code: 'REDIS_UNAVAILABLE', details: { reason: 'timeout' } });
      assert.equal(await down, 'timeout');
      const up = watched.up();
      redis.resume();
      await up;
      await door.ping();
    });

    test('a closed door tries no more', async () => {
      const other = await watch(redis);
      await other.up();
      other.door.close();
      await assert.rejects(other.door.ping(), isUnavailable);
      other.door.close();
      assert.equal(other.door.isConnected, false);
    });
  });
}

async function restart(redis: TestRedis, { up, down }: Watched): Promise<void> {
  const isDown = down();
  await redis.stop();
  await isDown;
  const isUp = up();
  await redis.start();
  await isUp;
}

const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'REDIS_UNAVAILABLE';

async function watch(redis: TestRedis): Promise<Watched> {
  const ups: (() => void)[] = [];
  const downs: ((reason: string) => void)[] = [];
  let isUp = false;
  const door = await redis.open({
    url: redis.url,
    random: createSeededRandom(7),
    onUp() {
      isUp = true;
      for (const told of ups.splice(0)) told();
    },
    onDown(reason) {
      isUp = false;
      for (const told of downs.splice(0)) told(reason);
    },
  });
  return {
    door,
    up: () => new Promise((resolve) => (isUp ? resolve() : ups.push(resolve))),
    down: () => new Promise((resolve) => downs.push(resolve)),
  };
}
