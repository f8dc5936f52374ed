import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { compileShared } from './serialize.ts';

const compile = (schema: z.ZodType) => compileShared({ schema, method: 'GET', url: '/' });

test('an answer is stripped to its schema, and one given again is written once', () => {
  let checks = 0;
  const name = z.string().refine(() => ++checks > 0);
  const serialize = compile(z.object({ name }));
  const answer = { name: 'a', secret: 'b' };
  assert.equal(serialize(answer), '{"name":"a"}');
  assert.equal(serialize(answer), '{"name":"a"}');
  assert.equal(checks, 1);
  assert.equal(serialize({ name: 'c' }), '{"name":"c"}');
  assert.equal(checks, 2);
});

test('an answer that is not as declared is never given, also not the second time', () => {
  const serialize = compile(z.object({ name: z.string() }));
  const wrong = { name: 1 };
  for (let i = 0; i < 2; i++) assert.throws(() => serialize(wrong));
  assert.equal(serialize({ name: 'a' }), '{"name":"a"}');
});
