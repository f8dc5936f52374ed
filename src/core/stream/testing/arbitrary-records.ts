// Random record schemas with random records that fit them, for the property tests of streams.
import fc from 'fast-check';
import { z } from 'zod';

type FieldSample = { readonly type: z.ZodType; readonly value: fc.Arbitrary<unknown> };

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
    2 ** 53,
    -(2 ** 53),
    5e-324,
  ),
);

function text(maxBytes: number): FieldSample {
  const value = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: maxBytes }),
    fc.string({ unit: 'binary', maxLength: Math.floor(maxBytes / 4) }),
  );
  return { type: z.string().max(maxBytes), value };
}

const field: fc.Arbitrary<FieldSample> = fc.oneof(
  fc.constantFrom<FieldSample>(
    { type: z.number(), value: anyNumber },
    { type: z.int(), value: fc.maxSafeInteger() },
    { type: z.float64(), value: anyNumber },
    { type: z.int32(), value: fc.integer() },
    { type: z.uint32(), value: fc.nat(2 ** 32 - 1) },
    { type: z.bigint(), value: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n) },
    { type: z.int64(), value: fc.constantFrom(-(2n ** 63n), -1n, 0n, 2n ** 63n - 1n) },
    { type: z.boolean(), value: fc.boolean() },
    {
      type: z.enum(['buy', 'sell', '"; quote', 'ünïcode']),
      value: fc.constantFrom('buy', 'sell', '"; quote', 'ünïcode'),
    },
  ),
  fc.integer({ min: 0, max: 90 }).map(text),
);

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_$][\w$]{0,8}$/),
  fc.constantFrom('class', 'record', 'at', 'constructor', 'f64'),
);

export type SchemaWithRecords = { readonly schema: z.ZodObject; readonly records: Record<string, unknown>[] };

export const schemaWithRecords: fc.Arbitrary<SchemaWithRecords> = fc
  .dictionary(name, field, { minKeys: 1, maxKeys: 12, noNullPrototype: true })
  .chain((fields) => {
    const samples = Object.entries(fields);
    const schema = z.object(Object.fromEntries(samples.map(([key, { type }]) => [key, type])));
    const record = fc.record(Object.fromEntries(samples.map(([key, { value }]) => [key, value])), {
      noNullPrototype: true,
    });
    return fc.array(record, { minLength: 1, maxLength: 5 }).map((records) => ({ schema, records }));
  });
