import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPlacement } from './placement.ts';

const LIMIT = 8;
const names = (symbol: string, count: number) => Array.from({ length: count }, (_, i) => `${symbol}@${i}`);
const wanted = fc
  .dictionary(fc.constantFrom(...'abcdefghijkl'), fc.integer({ min: 0, max: LIMIT }))
  .map((counts) => new Map(Object.entries(counts).map(([symbol, count]) => [symbol, names(symbol, count)])));

test('whatever is added and removed, every stream has one shard, a symbol stays together and no shard is too full', () => {
  fc.assert(
    fc.property(fc.array(wanted, { maxLength: 20 }), (steps) => {
      const placement = createPlacement(LIMIT);
      for (const step of steps) {
        const shards = placement.place(step);
        const placed = [...shards.values()].flatMap((streams) => [...streams]);
        assert.deepEqual(placed.sort(), [...step.values()].flat().sort());
        for (const [id, streams] of shards) {
          assert.ok(streams.size > 0 && streams.size <= LIMIT);
          for (const [symbol, own] of step)
            if (own.some((stream) => streams.has(stream))) {
              assert.ok(own.every((stream) => streams.has(stream)));
              assert.equal(placement.shardOf(symbol), id);
              assert.ok(placement.symbolsOf(id).includes(symbol));
            }
        }
      }
    }),
  );
});

test('a symbol that does not grow is never moved', () => {
  fc.assert(
    fc.property(fc.array(wanted, { minLength: 2, maxLength: 20 }), (steps) => {
      const placement = createPlacement(LIMIT);
      let before: ReadonlyMap<string, readonly string[]> = new Map();
      for (const step of steps) {
        const homes = new Map([...step.keys()].map((symbol) => [symbol, placement.shardOf(symbol)]));
        placement.place(step);
        for (const [symbol, own] of step)
          if (own.length > 0 && own.length <= (before.get(symbol)?.length ?? 0))
            assert.equal(placement.shardOf(symbol), homes.get(symbol));
        before = step;
      }
    }),
  );
});

test('a symbol with more streams than a connection carries is refused', () => {
  const placement = createPlacement(LIMIT);
  assert.throws(() => placement.place(new Map([['a', names('a', LIMIT + 1)]])), { code: 'MESSAGE_INVALID' });
});
