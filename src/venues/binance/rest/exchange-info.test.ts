import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPrice, parsePrice, parseSize } from '../../../domain/market/instrument.ts';
import { coinmInfo, spotInfo, usdmInfo } from '../testing/exchange-info-bodies.ts';
import { exchangeInfo, toListings, toWeightLimits } from './exchange-info.ts';

test('spot instruments are read, and those that cannot be are counted', () => {
  const { listings, skipped } = toListings('spot', exchangeInfo.parse(spotInfo));
  assert.equal(skipped, 4);
  assert.deepEqual(listings[0], {
    instrument: {
      id: 'spot:BTCUSDT',
      origin: 'live',
      venue: 'binance',
      market: 'spot',
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      priceDecimals: 8,
      tickUnits: 1_000_000,
      sizeDecimals: 8,
      lotUnits: 1,
      contractSize: null,
    },
    status: 'TRADING',
    minNotional: '5.00000000',
  });
  const { instrument } = listings[0]!;
  assert.equal(parsePrice(instrument, '61659.70000000'), 6_165_970);
  assert.equal(formatPrice(instrument, 6_165_970), '61659.70000000');
});

test('an instrument of huge sizes has only the decimals it needs, so that they stay exact', () => {
  const { listings } = toListings('spot', exchangeInfo.parse(spotInfo));
  const pepe = listings[1]!.instrument;
  assert.deepEqual([pepe.sizeDecimals, pepe.lotUnits], [0, 1]);
  assert.equal(parseSize(pepe, '92141578402.00000000'), 92_141_578_402);
});

test('futures have their own names for the least order, and coin-margined ones are contracts', () => {
  const usdm = toListings('usdm', exchangeInfo.parse(usdmInfo)).listings[0]!;
  assert.deepEqual(
    [
      usdm.instrument.priceDecimals,
      usdm.instrument.tickUnits,
      usdm.instrument.sizeDecimals,
      usdm.minNotional,
    ],
    [2, 10, 3, '100'],
  );
  const { listings, skipped } = toListings('coinm', exchangeInfo.parse(coinmInfo));
  assert.equal(skipped, 1, 'a contract without a size is of no use');
  assert.equal(listings[0]!.instrument.contractSize, 100);
  assert.equal(listings[0]!.status, 'TRADING');
  assert.equal(listings[0]!.minNotional, null);
});

test('the band of prices is that of the filter, the wider of both sides, and none where it is broken', () => {
  const bandOf = (...filters: object[]) => {
    const [btc] = usdmInfo.symbols;
    const symbols = [{ ...btc, filters: [...btc!.filters, ...filters] }];
    return toListings('usdm', exchangeInfo.parse({ symbols })).listings[0]!.instrument.priceBand;
  };
  const percent = { filterType: 'PERCENT_PRICE', multiplierUp: '1.0500', multiplierDown: '0.9500' };
  assert.deepEqual(bandOf(percent), { down: 0.95, up: 1.05 });
  const sides = {
    bidMultiplierUp: '5',
    bidMultiplierDown: '0.2',
    askMultiplierUp: '4',
    askMultiplierDown: '0.5',
  };
  assert.deepEqual(bandOf({ filterType: 'PERCENT_PRICE_BY_SIDE', ...sides }), { down: 0.2, up: 5 });
  for (const broken of [{}, { ...percent, multiplierUp: '0.5' }, { ...percent, multiplierDown: '0' }])
    assert.equal(bandOf({ ...broken, filterType: 'PERCENT_PRICE' }), undefined);
});

test('of the limits only those of weight are taken', () => {
  assert.deepEqual(toWeightLimits(exchangeInfo.parse(spotInfo)), [{ limit: 1200, perSeconds: 60 }]);
});

test('whatever a list has in it, it is read or skipped', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (symbols) => {
      const { listings, skipped } = toListings('usdm', exchangeInfo.parse({ symbols }));
      assert.equal(listings.length + skipped, symbols.length);
    }),
  );
});
