import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { parseCandle } from './candle-views.ts';
import { worthOf } from './worth-of.ts';

function worth(of: Instrument, volume: string, quoteVolume: string): bigint {
  const prices = { open: '10.00', high: '12.00', low: '9.00', close: '11.00' };
  const view = { openMs: 0, ...prices, volume, delta: '0', isClosed: true, quoteVolume };
  return worthOf(of, view, parseCandle(of, view)!);
}

test('what was traded in quote currency is exact in ticks times lots', () => {
  // 1.5 at 10.00 and 0.5 at 11.01: ticks of 0.01, lots of 0.001
  assert.equal(worth(plainInstrument, '2', '20.50500000'), 1500n * 1000n + 500n * 1101n);
  const coarse = { ...plainInstrument, tickUnits: 10, lotUnits: 5 };
  assert.equal(worth(coarse, '2', '20.55'), 41_100n);
  const many = worth(plainInstrument, '90071992547.408', '900719925474080.00');
  assert.equal(many, 90_071_992_547_408n * 1_000_000n);
});

test('contracts are told in base currency: their mean price is worked out, and what is not told counts at the close', () => {
  const contracts = { ...plainInstrument, market: 'coinm' as const, sizeDecimals: 0, contractSize: 100 };
  // 20 contracts of 100 each for 200 coins are 10.00 a coin
  assert.equal(worth(contracts, '20', '200.00'), 20n * 1000n);
  assert.equal(worth(contracts, '20', '0'), 20n * 1100n);
  assert.equal(worth(plainInstrument, '0', '0'), 0n);
});
