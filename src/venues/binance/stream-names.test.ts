import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOf, toStreamNames } from './stream-names.ts';

test('the slowest depth has no speed in its name', () => {
  const depthOf = (market: 'spot' | 'usdm', depthSpeed: string) =>
    toStreamNames(market, 'BTCUSDT', { depthSpeed, trades: 'trade' })[0];
  assert.equal(depthOf('spot', '100ms'), 'btcusdt@depth@100ms');
  assert.equal(depthOf('spot', '1000ms'), 'btcusdt@depth');
  assert.equal(depthOf('usdm', '250ms'), 'btcusdt@depth');
  assert.equal(depthOf('usdm', '0ms'), 'btcusdt@depth@0ms');
});

test('only futures have mark prices and forced orders', () => {
  const choice = { depthSpeed: '100ms', trades: 'aggTrade' } as const;
  assert.deepEqual(toStreamNames('spot', 'BTCUSDT', choice).slice(1), [
    'btcusdt@aggTrade',
    'btcusdt@bookTicker',
  ]);
  assert.deepEqual(toStreamNames('coinm', 'BTCUSD_PERP', choice).slice(1), [
    'btcusd_perp@aggTrade',
    'btcusd_perp@bookTicker',
    'btcusd_perp@markPrice@1s',
    'btcusd_perp@forceOrder',
  ]);
});

test('books, best prices and single trades are on the public route, everything else on the other', () => {
  for (const kind of ['depth', 'depth@100ms', 'depth20@500ms', 'bookTicker', 'trade'])
    assert.equal(routeOf(`btcusdt@${kind}`), 'public', kind);
  for (const kind of ['aggTrade', 'markPrice@1s', 'kline_1m', 'forceOrder', 'ticker'])
    assert.equal(routeOf(`btcusdt@${kind}`), 'market', kind);
});
