import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { recordLayout } from './record-layout.ts';
import { createRecordMemory } from './record-memory.ts';
import { schemaWithRecords } from './testing/arbitrary-records.ts';

const withCode = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;

test('records of any schema come back exactly as they were written, side by side', () => {
  fc.assert(
    fc.property(schemaWithRecords, ({ schema, records }) => {
      const layout = recordLayout(schema);
      assert.equal(layout.bytes % 8, 0);
      const memory = createRecordMemory(layout.bytes * records.length);
      memory.u8.fill(0xa5);
      for (const [index, record] of records.entries()) layout.write(memory, index * layout.bytes, record);
      const back = records.map((_, index) => layout.read(memory, index * layout.bytes));
      assert.deepStrictEqual(back, records);
      assert.deepStrictEqual(
        back.map(Object.keys),
        records.map(() => Object.keys(schema.shape)),
      );
    }),
    { numRuns: 100 },
  );
});

test('a shorter text leaves nothing of the longer one before it', () => {
  const layout = recordLayout(z.object({ text: z.string().max(40) }));
  const memory = createRecordMemory(layout.bytes);
  for (const text of ['a text of more than thirty characters', 'short', '', 'müßig', '\ufeffmark']) {
    layout.write(memory, 0, { text });
    assert.equal(layout.read(memory, 0).text, text);
  }
});

test('texts that share a cache entry are never mistaken for each other', () => {
  const layout = recordLayout(z.object({ text: z.string().max(8) }));
  const memory = createRecordMemory(layout.bytes);
  for (let i = 0; i < 20_000; i++) {
    const text = (i % 5000).toString(36);
    layout.write(memory, 0, { text });
    assert.equal(layout.read(memory, 0).text, text);
  }
});

const full = z.object({
  price: z.number(),
  level: z.int32(),
  lots: z.uint32(),
  id: z.int64(),
  isBid: z.boolean(),
  side: z.enum(['buy', 'sell']),
  symbol: z.string().max(8),
});
const fitting = { price: 1, level: -1, lots: 1, id: 1n, isBid: true, side: 'buy', symbol: 'BTCUSDT' };

const refusals: [change: Record<string, unknown>, code: string][] = [
  [{ symbol: '123456789' }, 'MESSAGE_TOO_LARGE'],
  [{ symbol: 'ééééé' }, 'MESSAGE_TOO_LARGE'],
  [{ symbol: 'x'.repeat(100_000) }, 'MESSAGE_TOO_LARGE'],
  [{ symbol: 7 }, 'MESSAGE_INVALID'],
  [{ price: undefined }, 'MESSAGE_INVALID'],
  [{ price: '1' }, 'MESSAGE_INVALID'],
  [{ level: 2 ** 31 }, 'MESSAGE_INVALID'],
  [{ level: 0.5 }, 'MESSAGE_INVALID'],
  [{ level: 1n }, 'MESSAGE_INVALID'],
  [{ lots: -1 }, 'MESSAGE_INVALID'],
  [{ lots: 2 ** 32 }, 'MESSAGE_INVALID'],
  [{ id: 2n ** 63n }, 'MESSAGE_INVALID'],
  [{ id: 1 }, 'MESSAGE_INVALID'],
  [{ isBid: 1 }, 'MESSAGE_INVALID'],
  [{ side: 'hold' }, 'MESSAGE_INVALID'],
];

for (const [change, code] of refusals) {
  const [field, value] = Object.entries(change)[0]!;
  test(`${field} = ${typeof value} ${String(value).slice(0, 12)} is refused with ${code} before anything is written`, () => {
    const layout = recordLayout(full);
    const memory = createRecordMemory(layout.bytes);
    memory.u8.fill(0xa5);
    const record = { ...fitting, ...change } as z.infer<typeof full>;
    assert.throws(() => layout.write(memory, 0, record), withCode(code));
    assert.ok(memory.u8.every((byte) => byte === 0xa5));
  });
}

const unusable: [what: string, schema: z.ZodObject][] = [
  ['an optional field', z.object({ a: z.number().optional() })],
  ['a nullable field', z.object({ a: z.number().nullable() })],
  ['a nested object', z.object({ a: z.object({ b: z.number() }) })],
  ['an array', z.object({ a: z.array(z.number()) })],
  ['a text without a limit', z.object({ a: z.string() })],
  ['a text beyond 65,535 bytes', z.object({ a: z.string().max(65_536) })],
  ['an unsigned 64-bit integer', z.object({ a: z.uint64() })],
  ['an enumeration of numbers', z.object({ a: z.enum({ Up: 1, Down: 2 }) })],
  ['a transformed field', z.object({ a: z.string().max(3).transform(Number) })],
  ['unlisted keys', z.looseObject({ a: z.number() })],
  ['no field', z.object({})],
  ['a name that is code', z.object({ 'a; process.exit()': z.number() })],
  ['the name of the prototype', z.object(Object.fromEntries([['__proto__', z.number()]]))],
];

for (const [what, schema] of unusable)
  test(`a schema with ${what} is refused when it is declared`, () => {
    assert.throws(() => recordLayout(schema), withCode('CONTRACT_INVALID'));
  });

test('fields are packed without gaps: ten fields of a trade take 96 bytes', () => {
  const number = z.number();
  const layout = recordLayout(
    z.object({
      isMaker: z.boolean(),
      symbol: z.string().max(22),
      side: z.enum(['buy', 'sell']),
      level: z.int32(),
      ...{ price: number, size: number, bid: number, ask: number, at: number, seenAt: number, quote: number },
      lots: z.uint32(),
    }),
  );
  assert.equal(layout.bytes, 7 * 8 + 2 * 4 + 24 + 2 + 6);
});

test('layouts that store records differently have different fingerprints', () => {
  const prints = [
    z.object({ a: z.number(), b: z.number() }),
    z.object({ b: z.number(), a: z.number() }),
    z.object({ a: z.number(), b: z.int64() }),
    z.object({ a: z.enum(['x', 'y']) }),
    z.object({ a: z.enum(['y', 'x']) }),
  ].map((schema) => recordLayout(schema).fingerprint);
  assert.equal(new Set(prints).size, prints.length);
});
