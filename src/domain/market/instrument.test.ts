import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal, parseDecimal } from './decimal.ts';
import {
  formatPrice,
  formatSize,
  type Instrument,
  notionalOf,
  parsePrice,
  parseSize,
  showPrice,
  showSize,
} from './instrument.ts';

const bitcoin: Instrument = {
  ...{
    id: 'usdm:BTCUSDT',
    origin: 'live',
    venue: 'binance',
    market: 'usdm',
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
  },
  ...{ priceDecimals: 2, tickUnits: 10, sizeDecimals: 3, lotUnits: 1, contractSize: null },
};
/** Whole coins, printed with eight zeros. */
const shiba: Instrument = {
  ...bitcoin,
  priceDecimals: 8,
  tickUnits: 1,
  sizeDecimals: 8,
  lotUnits: 100_000_000,
};

test('a price is written as the venue prints it and read back as the same ticks', () => {
  assert.equal(formatPrice(bitcoin, 616_597), '61659.70');
  assert.equal(parsePrice(bitcoin, '61659.7'), 616_597);
  assert.ok(Number.isNaN(parsePrice(bitcoin, '61659.75')));
  assert.equal(formatSize(bitcoin, -5), '-0.005');
});

test('a size of more digits than a number holds stays exact when its step is whole', () => {
  assert.equal(parseSize(shiba, '123456789012345.00000000'), 123_456_789_012_345);
  assert.equal(formatSize(shiba, 123_456_789_012_345), '123456789012345.00000000');
});

test('whoever reads a price or a size sees the digits of its step, and no zeros behind them', () => {
  const spot = { ...bitcoin, priceDecimals: 8, tickUnits: 1_000_000, sizeDecimals: 8 };
  assert.deepEqual([showPrice(spot, 6_163_290), showPrice(spot, 6_163_200)], ['61632.90', '61632.00']);
  assert.equal(showPrice(bitcoin, 616_597), '61659.7');
  assert.deepEqual(
    [1_341_000, 100_000_000, -5, 0].map((lots) => showSize(spot, lots)),
    ['0.01341', '1', '-0.00000005', '0'],
  );
  assert.equal(showSize(shiba, 1_230), '1230');
});

test('formatting and parsing are the reverse of each other', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat(12), (value, decimals) => {
      assert.equal(parseDecimal(formatDecimal(value, decimals), decimals), value);
    }),
  );
});

test('what is no plain decimal, too fine or too long is refused', () => {
  for (const text of ['', '.5', '5.', '1e3', ' 1', '0x1', '1,0', 'NaN', '1.234', '99999999999999999'])
    assert.throws(() => parseDecimal(text, 2), { code: 'DECIMAL_INVALID' }, text);
  assert.equal(parseDecimal('1.2300', 2), 123);
});

test('the worth of a contract of fixed size does not depend on the price', () => {
  assert.equal(notionalOf(bitcoin, 600_000, 1000), 60_000);
  assert.equal(notionalOf({ ...bitcoin, contractSize: 100, sizeDecimals: 0 }, 600_000, 3), 300);
});
