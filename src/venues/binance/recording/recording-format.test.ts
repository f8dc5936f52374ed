import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { exchangeInfo, toListings } from '../rest/exchange-info.ts';
import { recordingFormat } from './recording-format.ts';

const bitcoin: Instrument = {
  ...{ id: 'coinm:BTCUSD_PERP', origin: 'live', venue: 'binance', market: 'coinm', symbol: 'BTCUSD_PERP' },
  ...{ base: 'BTC', quote: 'USD', priceDecimals: 1, tickUnits: 5, sizeDecimals: 0, lotUnits: 1 },
  contractSize: 100,
};

test('from the head of a file the very instruments are read again, with their bands of prices', () => {
  for (const instrument of [bitcoin, { ...bitcoin, priceBand: { down: 0.95, up: 1.05 } }]) {
    const { address, body } = recordingFormat.head('coinm', [instrument]);
    assert.equal(address, 'https://dapi.binance.com/dapi/v1/exchangeInfo');
    const { listings } = toListings('coinm', exchangeInfo.parse(JSON.parse(body)));
    assert.deepEqual(
      listings.map((listing) => listing.instrument),
      [instrument],
    );
  }
});
