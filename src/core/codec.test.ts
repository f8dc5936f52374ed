import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { codecOf } from './codec.ts';
import type { AppError } from './errors.ts';

const roundTrip = (schema: z.ZodType, value: unknown): unknown => {
  const codec = codecOf(schema);
  const packed: unknown[] = ['head'];
  codec.pack(packed, value);
  assert.equal(packed.length, 1 + codec.width);
  return codec.check(codec.unpack(structuredClone(packed), 1));
};

/** Keys that hurt somewhere: inherited names, quotes, newlines, line separators, code. */
const fieldName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.constantFrom('constructor', 'toString', 'hasOwnProperty', '"', "'+a+'", '\u2028', '\n', '`', 'a]'),
);

type Sample = { schema: z.ZodType; value: fc.Arbitrary<unknown> };

const leaves: Sample[] = [
  { schema: z.number(), value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { schema: z.string(), value: fc.string() },
  { schema: z.boolean(), value: fc.boolean() },
  { schema: z.null(), value: fc.constant(null) },
  { schema: z.bigint(), value: fc.bigInt() },
  { schema: z.array(z.number()), value: fc.array(fc.integer()) },
  {
    schema: z.record(z.string(), z.number()),
    value: fc.dictionary(
      fc.string({ maxLength: 3 }).filter((key) => key !== '__proto__'),
      fc.integer(),
      { noNullPrototype: true },
    ),
  },
  {
    schema: z.object({ inner: z.string() }),
    value: fc.record({ inner: fc.string() }, { noNullPrototype: true }),
  },
  { schema: z.union([z.string(), z.number()]), value: fc.oneof(fc.string(), fc.integer()) },
];

test('a value of any schema survives packing, cloning and unpacking', () => {
  const fields = fc
    .dictionary(fieldName, fc.constantFrom(...leaves), { minKeys: 1, maxKeys: 6 })
    .filter((shape) => !Object.hasOwn(shape, '__proto__'));
  const sample = fields.chain((shape) =>
    fc.record({
      schema: fc.constant(
        z.object(Object.fromEntries(Object.entries(shape).map(([key, { schema }]) => [key, schema]))),
      ),
      value: fc.record(Object.fromEntries(Object.entries(shape).map(([key, { value }]) => [key, value]))),
    }),
  );
  fc.assert(
    fc.property(sample, ({ schema, value }) => assert.deepEqual(roundTrip(schema, value), { ...value })),
    { numRuns: 200 },
  );
});

test('an object travels without the names of its fields', () => {
  const packed: unknown[] = [];
  codecOf(z.object({ symbol: z.string(), price: z.number() })).pack(packed, {
    price: 1,
    symbol: 'SOL',
    more: 1,
  });
  assert.deepEqual(packed, ['SOL', 1]);
});

test('an optional field that is missing is missing on the other side', () => {
  const schema = z.object({ a: z.number(), b: z.string().optional(), constructor: z.string().optional() });
  const value = roundTrip(schema, { a: 1 }) as object;
  assert.deepEqual(Object.entries(value), [['a', 1]]);
});

test('an object has the same keys after the journey as the schema alone would leave it', () => {
  const kinds = [
    z.number(),
    z.number().optional(),
    z.exactOptional(z.number()),
    z.number().default(7),
    z.any(),
    z.unknown(),
    z.union([z.number(), z.undefined()]),
  ];
  const field = fc.record({
    kind: fc.constantFrom(...kinds),
    value: fc.constantFrom('missing', 'undefined', 1),
  });
  fc.assert(
    fc.property(fc.dictionary(fieldName, field, { minKeys: 1, maxKeys: 5 }), (fields) => {
      fc.pre(!Object.hasOwn(fields, '__proto__') && !Object.hasOwn(fields, 'constructor'));
      fc.pre(!Object.hasOwn(fields, 'toString') && !Object.hasOwn(fields, 'hasOwnProperty'));
      const entries = Object.entries(fields);
      const schema = z.object(Object.fromEntries(entries.map(([key, { kind }]) => [key, kind])));
      const given = Object.fromEntries(
        entries.flatMap(([key, { value }]) =>
          value === 'missing' ? [] : [[key, value === 'undefined' ? undefined : value]],
        ),
      );
      const alone = schema.safeParse(given);
      if (!alone.success) assert.throws(() => roundTrip(schema, given), { code: 'MESSAGE_INVALID' });
      else assert.deepEqual(Object.entries(roundTrip(schema, given) as object), Object.entries(alone.data));
    }),
    { numRuns: 300 },
  );
});

test('a nested object keeps only what its schema declares', () => {
  const schema = z.object({ inner: z.object({ kept: z.number() }) });
  assert.deepEqual(roundTrip(schema, { inner: { kept: 1, gone: 2 } }), { inner: { kept: 1 } });
});

test('an object that keeps unknown keys travels whole, and a strict one refuses them', () => {
  assert.deepEqual(roundTrip(z.looseObject({ a: z.number() }), { a: 1, b: 2 }), { a: 1, b: 2 });
  assert.throws(() => roundTrip(z.strictObject({ a: z.number() }), { a: 1, b: 2 }), {
    code: 'MESSAGE_INVALID',
  });
});

test('a value that is no object is refused by its sender, not packed as nonsense', () => {
  const { pack } = codecOf(z.object({ a: z.number() }));
  for (const value of [undefined, null, 1, 'text'])
    assert.throws(() => pack([], value), { code: 'MESSAGE_INVALID' });
});

test('a refused value is told with the path of each problem', () => {
  const schema = z.object({ price: z.number(), legs: z.array(z.object({ size: z.number() })) });
  assert.throws(
    () => codecOf(schema).check({ price: 'x', legs: [{ size: 1 }, { size: 'y' }] }),
    (error: AppError) => {
      const issues = error.details['issues'] as { path: string }[];
      assert.deepEqual(
        issues.map(({ path }) => path),
        ['price', 'legs.1.size'],
      );
      return error.code === 'MESSAGE_INVALID';
    },
  );
});

test('hostile keys pollute no prototype, neither in a schema nor in a value', () => {
  const hostile = JSON.parse(
    '{"a":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  );
  const schemas = [
    z.object({ a: z.number() }),
    z.looseObject({ a: z.number() }),
    z.record(z.string(), z.unknown()),
    z.object({ a: z.number(), ['__proto__']: z.unknown(), constructor: z.unknown() }),
    z.unknown(),
  ];
  for (const schema of schemas) {
    const received = roundTrip(schema, hostile) as object;
    assert.equal('polluted' in {}, false);
    assert.equal('polluted' in received && !Object.hasOwn(received, 'polluted'), false);
    assert.equal(Object.getPrototypeOf(received), Object.prototype);
  }
});

test('a codec of a schema is made once', () => {
  const schema = z.object({ a: z.number() });
  assert.equal(codecOf(schema), codecOf(schema));
});
