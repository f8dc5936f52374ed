import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../core/errors.ts';
import { loadConfig } from './load.ts';
import { toSources } from './testing/sources.ts';

const marketOf = (env: Readonly<Record<string, string>>) => loadConfig(toSources({ env })).market;
const refuses = (env: Readonly<Record<string, string>>) =>
  assert.throws(
    () => marketOf(env),
    (error) => error instanceof AppError && error.code === 'CONFIG_INVALID',
    JSON.stringify(env),
  );

test('with nothing configured the symbols of the sandbox are followed by its addresses', () => {
  const { symbols, endpoints, trades, depthSpeed } = marketOf({});
  assert.equal(symbols.split(',').length, 6);
  assert.deepEqual(endpoints.usdm, { rest: '', stream: '' });
  assert.deepEqual(trades, { spot: 'trade', usdm: 'trade', coinm: 'trade' });
  assert.deepEqual(depthSpeed, { spot: '100ms', usdm: '100ms', coinm: '100ms' });
});

test('symbols name their market', () => {
  assert.equal(marketOf({ ZAPFLOW_MARKET_SYMBOLS: 'spot:BTCUSDT, coinm:BTCUSD_PERP' }).symbols.length, 31);
  assert.equal(marketOf({ ZAPFLOW_MARKET_SYMBOLS: '' }).symbols, '');
  for (const text of ['BTCUSDT', 'spot:btcusdt', 'margin:BTCUSDT', 'spot:A,', 'spot:A spot:B'])
    refuses({ ZAPFLOW_MARKET_SYMBOLS: text });
});

test('addresses are of their scheme, without query or slash at the end', () => {
  const stream = 'wss://fstream.binance.com/{route}';
  const given = marketOf({
    ZAPFLOW_MARKET_ENDPOINTS_USDM_STREAM: stream,
    ZAPFLOW_MARKET_ENDPOINTS_SPOT_REST: 'http://127.0.0.1:3101',
    ZAPFLOW_MARKET_ENDPOINTS_SPOT_STREAM: 'ws://[::1]:3101/spot',
  });
  assert.equal(given.endpoints.usdm.stream, stream);
  for (const text of ['ws://host', 'https://host/', 'https://host?key=1', 'https://user@host', 'host'])
    refuses({ ZAPFLOW_MARKET_ENDPOINTS_SPOT_REST: text });
});
