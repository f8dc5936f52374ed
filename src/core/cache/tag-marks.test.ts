import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TagMarks } from './tag-marks.ts';

test('what was stored before its tag was marked is void, what was stored after is not', () => {
  const marks = new TagMarks();
  const before = marks.version;
  marks.mark(['user:1']);
  assert.equal(marks.isVoid(['user:1', 'plan:a'], before), true);
  assert.equal(marks.isVoid(['user:2', 'plan:a'], before), false);
  assert.equal(marks.isVoid(['user:1'], marks.version), false);
});

test('marking all makes everything from before void, with tags or without', () => {
  const marks = new TagMarks();
  const before = marks.version;
  marks.markAll();
  assert.equal(marks.isVoid([], before), true);
  assert.equal(marks.isVoid(['any'], marks.version), false);
});

const tag = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const tags = fc.uniqueArray(tag, { maxLength: 3 });
const step = fc.oneof(
  fc.record({ type: fc.constant('store' as const), tags }),
  fc.record({ type: fc.constant('mark' as const), tags }),
  fc.record({ type: fc.constant('markAll' as const) }),
  fc.record({ type: fc.constant('succeed' as const) }),
);

test('no mark is ever forgotten without what it made void, however few may be kept and whoever goes on', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, max) => {
      let marks = new TagMarks({ max });
      const stored: { tags: string[]; version: number; isVoid: boolean }[] = [];
      for (const next of steps) {
        if (next.type === 'store') stored.push({ tags: next.tags, version: marks.version, isVoid: false });
        if (next.type === 'succeed') marks = new TagMarks({ max, from: structuredClone(marks.state) });
        if (next.type === 'markAll') marks.markAll();
        if (next.type === 'mark') marks.mark(next.tags);
        for (const entry of stored)
          entry.isVoid ||=
            next.type === 'markAll' ||
            (next.type === 'mark' && next.tags.some((one) => entry.tags.includes(one)));
        assert.ok(marks.state.marks.length <= max);
        for (const entry of stored)
          if (entry.isVoid) assert.equal(marks.isVoid(entry.tags, entry.version), true);
        assert.equal(marks.isVoid(['a', 'b', 'c', 'd', 'e'], marks.version), false);
      }
    }),
  );
});

test('with room for every mark nothing is void that was not made so', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ store: tags, mark: tags }), { maxLength: 40 }), (steps) => {
      const marks = new TagMarks({ max: 5 });
      const stored: { tags: string[]; version: number; isVoid: boolean }[] = [];
      for (const { store, mark } of steps) {
        stored.push({ tags: store, version: marks.version, isVoid: false });
        marks.mark(mark);
        for (const entry of stored) {
          entry.isVoid ||= mark.some((one) => entry.tags.includes(one));
          assert.equal(marks.isVoid(entry.tags, entry.version), entry.isVoid);
        }
      }
    }),
  );
});
