import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InstrumentInference } from './infer-instruments.ts';

function infer(messages: readonly (readonly [message: unknown, url?: string])[]) {
  const inference = new InstrumentInference();
  for (const [message, url] of messages) inference.take(message, url);
  return inference.instruments();
}
const trade = (s: string, p: string, q: string, more: object = {}) =>
  [{ data: { e: 'trade', s, p, q, ...more } }] as const;

test('market, digits and steps are those of what was printed', () => {
  const [found] = infer([
    ...Array.from({ length: 300 }, (_, at) =>
      trade('ETHUSDT', `2683.${String((at * 5) % 100).padStart(2, '0')}`, '0.003', { pu: 1 }),
    ),
  ]);
  assert.deepEqual(
    { ...found },
    {
      ...{
        id: 'usdm:ETHUSDT',
        origin: 'live',
        venue: 'binance',
        market: 'usdm',
        symbol: 'ETHUSDT',
        base: 'ETH',
        quote: 'USDT',
      },
      ...{ priceDecimals: 2, tickUnits: 5, sizeDecimals: 3, lotUnits: 1, contractSize: null },
    },
  );
});

test('one odd size makes the lot finer, one broken price in a thousand does not make the tick so', () => {
  const prices = Array.from({ length: 1000 }, (_, at) => trade('BTCUSDT', `${60000 + at}.10`, '1.000'));
  const [found] = infer([...prices, trade('BTCUSDT', '60000.13', '1.001')]);
  assert.deepEqual([found!.tickUnits, found!.lotUnits], [10, 1]);
});

test('contracts on the coin are worth a fixed sum', () => {
  const of = (s: string) => infer([trade(s, '61800.1', '3', { ps: s.slice(0, 6) })])[0]!;
  assert.deepEqual([of('BTCUSD_PERP').contractSize, of('ETHUSD_PERP').contractSize], [100, 10]);
  assert.deepEqual([of('BTCUSD_PERP').base, of('BTCUSD_PERP').quote], ['BTC', 'USD']);
});

test('an answer is of the symbol in its address, and of the only one where it has none', () => {
  const book = { lastUpdateId: 1, bids: [['0.35210000', '672.5']], asks: [] };
  const [asked] = infer([[book, 'https://fapi.binance.com/fapi/v1/depth?symbol=NKNUSDT']]);
  assert.deepEqual([asked!.id, asked!.sizeDecimals], ['usdm:NKNUSDT', 1]);
  const one = trade('NKNUSDT', '0.35210000', '672.0');
  assert.deepEqual([infer([one])[0]!.lotUnits, infer([one, [book]])[0]!.lotUnits], [10, 1]);
});

test('what is no message of Binance says nothing', () => {
  assert.deepEqual(
    infer([[undefined], [null], [{}], [{ data: 5 }], [{ s: 5 }], [{ s: 'X', p: 'abc' }], [[1]]]),
    [],
  );
});
