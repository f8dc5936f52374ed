import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainInstrument } from '../../domain/order-flow/testing/records.ts';
import { toVenueCandle } from './to-venue-candle.ts';

test('what takers bought less what they sold is the delta of the venue’s candle', () => {
  const kline = {
    ...{ openMs: 60_000, closeMs: 119_999, open: '10.00000000', high: '12.50000000', low: '9.99000000' },
    ...{ close: '11.00000000', volume: '5.00000000', quoteVolume: '52.10000000', trades: 9 },
    takerBuyVolume: '1.75000000',
  };
  assert.deepEqual(toVenueCandle(plainInstrument, kline, 119_999), {
    ...{ openMs: 60_000, open: '10.00', high: '12.50', low: '9.99', close: '11.00' },
    ...{ volume: '5', delta: '-1.5', isClosed: false, quoteVolume: '52.10000000' },
  });
  assert.equal(toVenueCandle(plainInstrument, kline, 120_000).isClosed, true);
});
