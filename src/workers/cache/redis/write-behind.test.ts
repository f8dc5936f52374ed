import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type PendingWrite, WriteBehind } from './write-behind.ts';

const set = (key: string, text: string): PendingWrite => ({ kind: 'k', key, text, endsMs: 1e9 });
const erase = (key: string): PendingWrite => ({ kind: 'k', key, text: undefined, endsMs: 1e9 });

/** What arrives, and whether it does, is in the test's hand. */
function create(max = 10) {
  const arrived: string[] = [];
  const state = { fails: false };
  const writes = new WriteBehind({
    max,
    async perform({ key, text }) {
      if (state.fails) throw new Error('gone');
      arrived.push(text === undefined ? `-${key}` : `${key}=${text}`);
    },
  });
  return { writes, arrived, state };
}

test('while up a write is sent at once and forgotten when it is confirmed', async () => {
  const { writes, arrived } = create();
  writes.add(set('a', '1'), true);
  assert.deepEqual(arrived, ['a=1']);
  assert.equal(writes.size, 1);
  await writes.settled();
  assert.equal(writes.size, 0);
});

test('while down only the last word on each key is kept, and said in the order of speaking', async () => {
  const { writes, arrived } = create();
  for (const write of [set('a', '1'), set('b', '1'), erase('a'), set('c', '1'), set('b', '2')])
    writes.add(write, false);
  assert.deepEqual(arrived, []);
  assert.equal(await writes.replay(), 3);
  assert.deepEqual(arrived, ['-a', 'c=1', 'b=2']);
  assert.equal(writes.size, 0);
});

test('what failed waits, and is said again when it is to be sent again', async () => {
  const { writes, arrived, state } = create();
  state.fails = true;
  writes.add(set('a', '1'), true);
  await writes.settled();
  assert.equal(writes.size, 1);
  await assert.rejects(async () => {
    writes.unsend();
    await writes.replay();
  }, /gone/);
  state.fails = false;
  writes.unsend();
  await writes.replay();
  assert.deepEqual(arrived, ['a=1']);
});

test('the end of an old write does not confirm a newer one', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let next = 0;
  const writes = new WriteBehind({ max: 10, perform: () => (gates[next++] as (typeof gates)[0]).promise });
  writes.add(set('a', 'old'), true);
  writes.add(erase('a'), true);
  gates[0]?.resolve();
  await new Promise(setImmediate);
  assert.equal(writes.size, 1);
  gates[1]?.resolve();
  await writes.settled();
  await new Promise(setImmediate);
  assert.equal(writes.size, 0);
});

test('more than one batch is sent batch by batch', async () => {
  const { writes, arrived } = create(1000);
  for (let i = 0; i < 450; i++) writes.add(set(`k${i}`, '1'), false);
  const counts: number[] = [];
  while (writes.hasUnsent) counts.push(await writes.replay());
  assert.deepEqual([counts, arrived.length, arrived[449]], [[200, 200, 50], 450, 'k449=1']);
});

test('one key too many is refused, another word on a key that waits is not', () => {
  const { writes } = create(2);
  assert.deepEqual(
    [set('a', '1'), set('b', '1'), set('c', '1'), erase('a')].map((write) => writes.add(write, false)),
    [true, true, false, true],
  );
  assert.equal(writes.clear(), 2);
  assert.equal(writes.size, 0);
});

const step = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  text: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
  isUp: fc.boolean(),
  fails: fc.boolean(),
});

test('however often it fails, in the end each key is as it was said last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const server = new Map<string, string | undefined>();
      const said = new Map<string, string | undefined>();
      let fails = false;
      const writes = new WriteBehind({
        max: 10,
        async perform({ key, text }) {
          if (fails) throw new Error('gone');
          server.set(key, text);
        },
      });
      for (const { key, text, isUp, ...next } of steps) {
        fails = next.fails;
        said.set(key, text);
        writes.add({ kind: 'k', key, text, endsMs: 1e9 }, isUp);
        await writes.settled();
      }
      fails = false;
      writes.unsend();
      await writes.replay();
      assert.deepEqual([...server].sort(), [...said].sort());
      assert.equal(writes.size, 0);
    }),
  );
});
