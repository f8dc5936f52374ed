import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { subscriptions } from './kinds/subscriptions.ts';
import { decodeStored, encodeStored } from './stored-value.ts';

const { schema } = subscriptions;
const value = { userId: '7', plan: 'pro', status: 'active', endsAtMs: null };
const stored = { value, tags: ['user:7'], version: 3, storedAtMs: 1_700_000_000_000 };

test('what was stored comes back, also that there is nothing', () => {
  assert.deepEqual(decodeStored(encodeStored(stored), schema), stored);
  const nothing = { ...stored, value: null };
  assert.deepEqual(decodeStored(encodeStored(nothing), schema), nothing);
});

test('what was not stored here is nothing', () => {
  for (const text of [
    '',
    'text',
    '{',
    '7',
    'null',
    '[]',
    '{}',
    JSON.stringify(value),
    JSON.stringify({ ...stored, value: undefined }),
    JSON.stringify({ ...stored, value: { ...value, status: 'owner' } }),
    JSON.stringify({ ...stored, value: [value] }),
    JSON.stringify({ ...stored, version: '3' }),
    JSON.stringify({ ...stored, storedAtMs: '5' }),
    JSON.stringify({ ...stored, tags: [1] }),
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])
    assert.equal(decodeStored(text, schema), undefined, text.slice(0, 60));
});

test('whatever text it is given, it gives a value of the kind or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const found = decodeStored(text, schema);
      assert.ok(found === undefined || found.value === null || schema.safeParse(found.value).success);
    }),
  );
});

test('fields that the kind does not know are left behind, and no prototype is touched', () => {
  const text = `{"value":{"userId":"7","plan":"pro","status":"active","endsAtMs":null,"isAdmin":true,"__proto__":{"isAdmin":true}},"tags":[],"version":0,"storedAtMs":0}`;
  const found = decodeStored(text, schema)?.value as Record<string, unknown>;
  assert.deepEqual(found, value);
  assert.equal('isAdmin' in found, false);
});
