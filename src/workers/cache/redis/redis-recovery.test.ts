import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { FakeRedis } from '../testing/fake-redis.ts';
import { recordingLog } from '../testing/recording-log.ts';
import type { OpenRedis } from './redis-door.ts';
import { RedisLayer } from './redis-layer.ts';

/** A Redis of which a test hears every confirmed write, in the same turn. */
async function start(onSet: () => void) {
  const clock = createManualClock();
  const redis = new FakeRedis(clock);
  const open: OpenRedis = async (options) => {
    const door = await redis.open(options);
    return {
      get isConnected() {
        return door.isConnected;
      },
      get: (name, maxBytes) => door.get(name, maxBytes),
      async set(name, text, lifeMs) {
        await door.set(name, text, lifeMs);
        onSet();
      },
      delete: (name) => door.delete(name),
      ping: () => door.ping(),
      serverId: () => door.serverId(),
      close: () => door.close(),
    };
  };
  const layer = new RedisLayer({
    ...{ open, clock, random: createSeededRandom(5), log: recordingLog([]), url: redis.url },
    ...{ prefix: 'p:', maxQueued: 100, maxValueChars: 100, onState() {}, onDropped() {} },
  });
  const starting = layer.start(100);
  await clock.advance(10);
  await starting;
  const pass = async (ms: number) => {
    await clock.advance(ms);
    for (let turn = 0; turn < 20; turn++) await clock.advance(0);
  };
  return { redis, layer, pass };
}

test('what is erased in the very moment Redis comes back is erased before it is read', async () => {
  // Somewhere behind the last reply lies the turn in which it goes up.
  for (let microtasks = 0; microtasks < 20; microtasks++) {
    let onLastReply = () => {};
    const { layer, redis, pass } = await start(() => onLastReply());
    layer.write('k', 'a', 'old', 60_000);
    await pass(10);
    redis.cut();
    layer.write('k', 'b', 'new', 60_000);
    onLastReply = () => after(microtasks, () => layer.erase('k', 'a'));
    redis.heal();
    await pass(300);
    assert.equal(layer.state.isUp, true);
    assert.equal(layer.queued, 0, `${microtasks} microtasks after the reply`);
    const read = layer.read('k', 'a');
    await pass(0);
    assert.equal(await read, undefined);
  }
});

function after(microtasks: number, run: () => void): void {
  if (microtasks === 0) run();
  else queueMicrotask(() => after(microtasks - 1, run));
}
