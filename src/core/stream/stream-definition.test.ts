import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { type RecordOf, stream } from './stream-definition.ts';

const record = z.object({ price: z.number(), side: z.enum(['buy', 'sell']) });

test('a stream keeps 65,536 records unless told otherwise, and rounds up to a power of two', () => {
  assert.equal(stream({ record }).capacity, 65_536);
  assert.equal(stream({ record, capacity: 1000 }).capacity, 1024);
  assert.equal(stream({ record, capacity: 1024 }).capacity, 1024);
  assert.equal(stream({ record, capacity: 1 }).capacity, 1);
});

for (const capacity of [0, -1, 1.5, Number.NaN, 2 ** 31])
  test(`a stream of ${capacity} records is refused when it is declared`, () => {
    assert.throws(
      () => stream({ record, capacity }),
      (error) => error instanceof AppError && error.code === 'CONTRACT_INVALID',
    );
  });

test('the record type of a stream is inferred from its schema', () => {
  const trades = stream({ record });
  const trade: RecordOf<typeof trades> = { price: 1, side: 'buy' };
  // @ts-expect-error a side that the schema does not list
  const wrong: RecordOf<typeof trades> = { price: 1, side: 'hold' };
  assert.notDeepEqual(trade, wrong);
});
