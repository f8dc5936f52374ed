import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candlePart } from '../indicators/price/candle-part.ts';
import type { Instrument } from '../market/instrument.ts';
import { createCandleBuilder } from './candle-builder.ts';
import { toBar } from './to-bar.ts';

test('candles of an instrument feed an indicator in its prices and sizes', () => {
  const builder = createCandleBuilder(60_000);
  for (const [id, priceTicks] of [100, 130, 90, 120].entries())
    builder.push({ id, timeMs: 1000 * id, priceTicks, sizeLots: 5, isBuy: true });
  const instrument: Instrument = {
    id: 'spot:ABCUSDT',
    venue: 'binance',
    market: 'spot',
    symbol: 'ABCUSDT',
    base: 'ABC',
    quote: 'USDT',
    priceDecimals: 2,
    sizeDecimals: 1,
    tickUnits: 5,
    lotUnits: 1,
    contractSize: null,
  };
  const bar = toBar(instrument, builder.current!);
  assert.deepEqual(bar, { open: 5, high: 6.5, low: 4.5, close: 6, volume: 2 });
  assert.equal(candlePart.create({ part: 'typical' }).push(bar), 17 / 3);
});
