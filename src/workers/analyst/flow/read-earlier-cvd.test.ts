import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FootprintView } from '../../../domain/order-flow/market-words.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { barOf } from '../../storage/testing/flow.ts';
import { readEarlierCvd } from './read-earlier-cvd.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function read(bars: readonly FootprintView[], atMs: number, cvdReset: 'never' | 'utc-day' = 'never') {
  const storage = { bars: async () => [...bars] };
  return readEarlierCvd(storage as never, plainInstrument, { atMs, cvdReset });
}

test('the line goes on from the last bar that was seen whole, or from the last one where none was', async () => {
  const whole = barOf(DAY_MS, { cvd: '-1.250', cvdSinceMs: 5 });
  const partial = barOf(DAY_MS + MINUTE_MS, { cvd: '9.000', isPartial: true });
  const earlier = { lots: -1250, endMs: DAY_MS + MINUTE_MS, sinceMs: 5 };
  assert.deepEqual(await read([whole, partial], 2 * DAY_MS), earlier);
  const last = { lots: 9000, endMs: DAY_MS + 2 * MINUTE_MS, sinceMs: DAY_MS + MINUTE_MS };
  assert.deepEqual(await read([partial], 2 * DAY_MS), last);
  assert.equal(await read([], DAY_MS), undefined);
});

test('where it is reset each day, only a line of the same day goes on', async () => {
  const bar = barOf(2 * DAY_MS - MINUTE_MS, { cvd: '1.000' });
  assert.equal((await read([bar], 2 * DAY_MS - 1, 'utc-day'))?.lots, 1000);
  assert.equal(await read([bar], 2 * DAY_MS, 'utc-day'), undefined);
});
