import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFormSchema } from './to-form-schema.ts';

test('a form shows the fields it can, and asks for what has no default only', () => {
  const byMs = { type: 'integer', default: 5, minimum: 1 };
  const schema = {
    type: 'object',
    properties: { byMs, name: { type: 'string' }, deep: { type: 'object' } },
    required: ['byMs', 'name', 'deep'],
  };
  assert.deepEqual(toFormSchema(schema), {
    properties: { byMs, name: { type: 'string' } },
    required: ['name'],
  });
});

test('a schema of another form gives an empty one', () => {
  for (const schema of [null, 'text', [], { properties: 5 }, { required: 'all' }])
    assert.deepEqual(toFormSchema(schema), { properties: {}, required: [] });
});
