// Held against a model that keeps a plain list in the order of use.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MemoryCache } from './memory-cache.ts';
import { TagMarks } from './tag-marks.ts';

type Modelled = { key: string; value: unknown; tags: string[]; freshUntilMs: number; staleUntilMs: number };

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const tags = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 });
/** Null and undefined are values: the source has no such thing. */
const value = fc.constantFrom<unknown>(1, 2, null, undefined, { deep: ['text'] });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('find' as const), key }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('set' as const),
      ...{ key, value, tags, freshMs: fc.nat(20), staleMs: fc.nat(10) },
    }),
  },
  fc.record({ type: fc.constant('wait' as const), ms: fc.nat(15) }),
  fc.record({ type: fc.constant('delete' as const), key }),
  fc.record({ type: fc.constant('mark' as const), tags }),
  fc.record({ type: fc.constant('clear' as const) }),
);

test('it holds what a list in the order of use would: TTL, LRU, stale values, negative entries and tags', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 5 }), (steps, max) => {
      const marks = new TagMarks();
      const cache = new MemoryCache<unknown>({ max }, marks);
      let model: Modelled[] = [];
      let nowMs = 1000;
      const without = (gone: string) => model.filter((entry) => entry.key !== gone);
      for (const next of steps) {
        if (next.type === 'wait') nowMs += next.ms;
        if (next.type === 'clear') {
          cache.clear();
          model = [];
        }
        if (next.type === 'delete') {
          cache.delete(next.key);
          model = without(next.key);
        }
        if (next.type === 'mark') {
          marks.mark(next.tags);
          // A void entry keeps its place until it is looked for, as one past its end does.
          for (const entry of model)
            if (next.tags.some((tag) => entry.tags.includes(tag)))
              entry.staleUntilMs = Number.NEGATIVE_INFINITY;
        }
        if (next.type === 'set') {
          const freshUntilMs = nowMs + next.freshMs;
          const staleUntilMs = freshUntilMs + next.staleMs;
          const times = { freshUntilMs, staleUntilMs };
          cache.set(next.key, { value: next.value, tags: next.tags, version: marks.version, ...times });
          model = [{ key: next.key, value: next.value, tags: next.tags, ...times }, ...without(next.key)];
          model.length = Math.min(model.length, max);
        }
        if (next.type === 'find') {
          const expected = model.find((entry) => entry.key === next.key);
          const isThere = expected !== undefined && nowMs < expected.staleUntilMs;
          const found = cache.find(next.key, nowMs);
          assert.equal(found !== undefined, isThere);
          if (isThere) {
            assert.deepEqual(found?.value, expected.value);
            assert.equal(found?.freshUntilMs, expected.freshUntilMs);
          }
          model = isThere ? [expected, ...without(next.key)] : without(next.key);
        }
        assert.equal(cache.size, model.length);
        assert.deepEqual(
          cache.newestKeys(max),
          model.map((entry) => entry.key),
        );
      }
    }),
  );
});

test('the sizes of all values together are bounded too', () => {
  const cache = new MemoryCache<string>({ max: 100, maxSize: 100 }, new TagMarks());
  const entry = { value: 'x', tags: [], version: 0, freshUntilMs: 10, staleUntilMs: 10 };
  for (let i = 0; i < 10; i++) cache.set(`k${i}`, entry, 30);
  assert.deepEqual(cache.newestKeys(10), ['k9', 'k8', 'k7']);
});
