import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdOrder } from './hold-order.ts';

type Row = { readonly id: string; readonly price: number };
const rows: Row[] = [
  { id: 'new', price: 9 },
  { id: 'b', price: 5 },
  { id: 'a', price: 1 },
];
const toId = ({ id }: Row): string => id;

test('a table that is held changes its figures but not its order, and counts what is new', () => {
  const held = holdOrder(rows, ['a', 'b'], toId);
  assert.deepEqual(held, {
    rows: [
      { id: 'a', price: 1 },
      { id: 'b', price: 5 },
    ],
    newCount: 1,
  });
});

test('what is gone goes, and what is let go of is as it came', () => {
  assert.deepEqual(holdOrder(rows, ['gone', 'b', 'a', 'new'], toId).rows.map(toId), ['b', 'a', 'new']);
  assert.equal(holdOrder(rows, undefined, toId).rows, rows);
});
