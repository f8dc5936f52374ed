// What the exchange prints against what the real one printed: the same fields in the same order, numbers of the same form.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { recordedData, skipsWithoutData } from '../../../../test/recorded-data.ts';
import { openExchangeOnClock, type TestExchange } from '../testing/exchange-on-clock.ts';

let on: TestExchange;
before(async () => {
  on = await openExchangeOnClock();
});
after(() => on.close());

/** Fields with the form of their values: 61659.70 is `0.00`. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([name, field]) => [name, shapeOf(field)]);
  if (typeof value !== 'string') return typeof value;
  return /^\d+(\.\d+)?$/.test(value) ? value.replace(/^\d+/, '0').replaceAll(/\d/g, '0') : value;
}

for (const [file, kind, symbol, streams, snapshot] of [
  ['spot_ethusdt_20240808', 'spot', 'ETHUSDT', 'depth@100ms trade bookTicker', '/api/v3/depth'],
  ['usdm_btcusdt_20240808', 'usdm', 'BTCUSDT', 'depth@0ms trade bookTicker', '/fapi/v1/depth'],
  ['cm_btcusd_perp_20240808', 'coinm', 'BTCUSD_PERP', 'depth@0ms trade bookTicker', '/dapi/v1/depth'],
] as const)
  test(`messages of ${kind} look like those that were recorded`, { skip: skipsWithoutData }, async () => {
    const path = recordedData(`market/feed_hftbacktest/${file}.jsonl.gz`);
    const recorded = gunzipSync(readFileSync(path)).toString().split('\n', 3000);
    const texts = recorded.map((line) => line.slice(line.indexOf(' ') + 1));
    const hasBothSides = (text: string) => !text.includes('"b":[]') && !text.includes('"a":[]');
    for (const channel of streams.split(' ')) {
      const stream = `${symbol.toLowerCase()}@${channel}`;
      const fits = (text: string) => text.includes(`"stream":"${stream}"`) && hasBothSides(text);
      const client = await on.connect(`/${kind}/stream?streams=${stream}`);
      await on.clock.advance(2000);
      const ours = JSON.parse(await client.first(fits));
      const theirs = JSON.parse(texts.find(fits) ?? '{}');
      assert.deepEqual(shapeOf(ours), shapeOf(theirs));
      client.socket.terminate();
    }
    const theirs = JSON.parse(texts.find((text) => text.startsWith('{"lastUpdateId"')) ?? '{}');
    assert.deepEqual(shapeOf((await on.get(`${snapshot}?symbol=${symbol}`)).body), shapeOf(theirs));
  });
