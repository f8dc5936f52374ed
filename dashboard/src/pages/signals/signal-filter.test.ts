import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noFilter, toQuery } from './signal-filter.ts';

test('what is not asked for is left out, also what makes no sense', () => {
  assert.deepEqual(toQuery(noFilter, 5), {});
  assert.deepEqual(toQuery({ ...noFilter, side: 'up', since: 'ever' }, 5), {});
});

test('a choice is asked for as the gateway takes it', () => {
  assert.deepEqual(
    toQuery(
      { instrument: 'usdm:BTCUSDT', type: 'iceberg', side: 'buy', least: '0.7', since: '1h' },
      4_000_000,
    ),
    { instrument: 'usdm:BTCUSDT', type: 'iceberg', side: 'buy', minConfidence: 0.7, sinceMs: 400_000 },
  );
});
