import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TradeSpans } from './trade-spans.ts';

test('a span reaches from the first trade of the one so many back to the last trade', () => {
  const spans = new TradeSpans(3);
  const bar = (...ids: number[]) => {
    for (const id of ids) spans.add(id);
    spans.end();
  };
  bar(1, 2, 3);
  assert.deepEqual(
    [spans.since(0), spans.since(5)],
    [
      { from: 1, to: 3 },
      { from: 1, to: 3 },
    ],
  );
  bar(4);
  bar();
  assert.deepEqual(spans.since(0), { from: 4, to: 4 });
  bar(5, 6);
  assert.deepEqual(
    [spans.since(0), spans.since(1), spans.since(2), spans.since(9)],
    [
      { from: 5, to: 6 },
      { from: 5, to: 6 },
      { from: 4, to: 6 },
      { from: 4, to: 6 },
    ],
  );
});
