import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormSchema, judge, toChanges, toGroups, toProblems, toRange } from './schema.ts';

const schema: FormSchema = {
  properties: {
    maxFee: { type: 'number', 'x-unit': 'SOL', minimum: 0, maximum: 1, 'x-group': 'Cost', 'x-order': 3 },
    name: { type: 'string', 'x-order': 1 },
    tries: { type: 'integer', minimum: 1, 'x-group': 'Cost', 'x-order': 2 },
  },
  required: ['name'],
};
const [plain, cost] = toGroups(schema);

test('fields come in their order, groups with their first field', () => {
  assert.deepEqual(
    toGroups(schema).map(({ name, fields }) => [name, fields.map((field) => field.name)]),
    [
      ['', ['name']],
      ['Cost', ['tries', 'maxFee']],
    ],
  );
});

test('a range is told before anything is wrong', () => {
  assert.equal(toRange(schema.properties['maxFee']!), '0 to 1 SOL');
  assert.equal(toRange(schema.properties['tries']!), 'at least 1');
  assert.equal(toRange({ type: 'string' }), undefined);
});

test('a value is judged by its own rules', () => {
  const [tries, maxFee] = cost?.fields ?? [];
  assert.equal(judge(plain!.fields[0]!, ''), 'is needed');
  assert.equal(judge(tries!, 1.5), 'has no fractions');
  assert.equal(judge(tries!, 0), 'is at least 1');
  assert.equal(judge(maxFee!, 1.01), 'is 0 to 1 SOL');
  assert.equal(judge(maxFee!, undefined), undefined);
});

test('only what differs is a change, lists by their content', () => {
  const changes = toChanges(schema, { name: 'a', tries: 1 }, { name: 'a', tries: 2 });
  assert.deepEqual(changes, [{ name: 'tries', before: 1, after: 2 }]);
});

test('a problem of two fields stands beside both, one of none above all', () => {
  const { byField, others } = toProblems(
    [
      { path: 'body/tries, body/maxFee', message: 'cost too much together' },
      { path: 'body', message: 'is strange' },
    ],
    ['name', 'tries', 'maxFee'],
  );
  assert.deepEqual(byField, { tries: 'cost too much together', maxFee: 'cost too much together' });
  assert.deepEqual(others, ['is strange']);
});
