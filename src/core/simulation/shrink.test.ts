import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SeedResult } from './run-seed.ts';
import { shrink } from './shrink.ts';

function result(parts: readonly string[], invariant: string | undefined): SeedResult {
  const failure =
    invariant === undefined
      ? undefined
      : { invariant, message: '', parts, faults: [], lastEvents: [], lines: [] };
  return {
    scenario: 's',
    seed: 1,
    hash: '',
    events: 0,
    virtualMs: 0,
    operations: 0,
    pointsPassed: [],
    pointsFired: [],
    failure,
  };
}

const parts = Array.from({ length: 40 }, (_, i) => `part.${i}`);

test('what the failure needs is kept, and nothing else', () =>
  fc.assert(
    fc.asyncProperty(fc.subarray(parts, { maxLength: 3 }), async (needed) => {
      const { kept, mask } = await shrink(result(parts, 'broken'), async (without) =>
        result([], needed.some((part) => without.has(part)) ? undefined : 'broken'),
      );
      assert.deepEqual(kept, needed);
      assert.equal(mask.length, parts.length - needed.length);
    }),
  ));

test('another violation is not taken for the same one', async () => {
  const { kept } = await shrink(result(parts, 'broken'), async () => result([], 'something else'));
  assert.deepEqual(kept, parts);
});

test('it gives up in the end where every part is needed', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => `part.${i}`);
  const { runs } = await shrink(result(many, 'broken'), async () => result([], undefined));
  assert.equal(runs, 300);
});
