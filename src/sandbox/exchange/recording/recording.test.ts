import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { recordedData, skipsWithoutData } from '../../../../test/recorded-data.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { openExchangeOnClock } from '../testing/exchange-on-clock.ts';
import { buildLocalBook, type DepthMessage, type Snapshot } from '../testing/local-book.ts';
import { openRecordingSource, type RecordingSource } from './open-recording-source.ts';

/** Made by hand: a market that quotes in steps of 0.5 and 10. */
const depth = (u: number, pu: number, bid: string, size: string) =>
  `{"stream":"abcusdt@depth@100ms","data":{"e":"depthUpdate","E":${1000 + u},"T":${1000 + u},"s":"ABCUSDT","U":${pu + 1},"u":${u},"pu":${pu},"b":[["${bid}","${size}"]],"a":[]}}`;
const trade = (t: number) =>
  `{"stream":"abcusdt@trade","data":{"e":"trade","E":2000,"T":2000,"s":"ABCUSDT","t":${t},"p":"10.5","q":"20","X":"MARKET","m":false}}`;
const lines = [
  depth(5, 3, '10.0', '30'),
  '{"lastUpdateId":7,"E":1007,"T":1007,"bids":[["9.5","10"],["9.0","40"]],"asks":[["10.5","50"]]}',
  depth(9, 5, '9.5', '0'),
  trade(1),
  depth(12, 9, '10.0', '20'),
  trade(2),
].map((json, i) => `${1_000_000_000 + i * 100_000_000} ${json}`);

async function openRecording(texts: readonly string[], speed: number | 'manual') {
  let source: RecordingSource | undefined;
  const on = await openExchangeOnClock({
    createSource: (clock) => {
      source = openRecordingSource(texts, { clock, speed });
      return source;
    },
  });
  assert.ok(source);
  return { on, source };
}

test('a recording is played in its rhythm, word for word, and REST answers the book of that moment', async () => {
  const { on } = await openRecording(lines, 2);
  try {
    const client = await on.connect('/usdm/stream?streams=abcusdt@depth@100ms/abcusdt@trade');
    const snapshot = () => on.get<Snapshot>('/fapi/v1/depth?symbol=ABCUSDT&limit=5');
    assert.equal((await snapshot()).body.lastUpdateId, 7);
    await on.clock.advance(120);
    assert.deepEqual((await snapshot()).body.bids, [['9.0', '40']]);
    assert.equal((await snapshot()).body.lastUpdateId, 9);
    await on.clock.advance(400);
    assert.deepEqual((await snapshot()).body.bids, [
      ['10.0', '20'],
      ['9.0', '40'],
    ]);
    await client.settled();
    const heard = client.texts.filter((text) => text.startsWith('{"stream"'));
    const sent = lines
      .map((line) => line.slice(line.indexOf(' ') + 1))
      .filter((json) => json.startsWith('{"stream"'));
    // the first was played before anybody listened
    assert.deepEqual(heard, sent.slice(-heard.length));
    assert.ok(heard.length >= 4);
    const { body } = await on.get<{ symbols: { symbol: string; filters: Record<string, string>[] }[] }>(
      '/fapi/v1/exchangeInfo',
    );
    const [step, lot] = body.symbols[0]?.filters ?? [];
    assert.deepEqual([step?.['tickSize'], lot?.['stepSize']], ['0.5', '10']);
    const trades = await on.get<{ id: number; quoteQty: string }[]>('/fapi/v1/trades?symbol=ABCUSDT');
    assert.deepEqual(
      trades.body.map(({ id, quoteQty }) => [id, Number(quoteQty)]),
      [
        [1, 210],
        [2, 210],
      ],
    );
  } finally {
    await on.close();
  }
});

test('a recording ends, or begins anew where it is told to', async () => {
  const clock = createManualClock();
  const once = openRecordingSource(lines, { clock, speed: 'manual' });
  assert.deepEqual([once.play(4), once.play(4), once.isOver, once.play(1)], [4, 2, true, 0]);
  const again = openRecordingSource(lines, { clock, speed: 1, isLooping: true });
  const said: string[] = [];
  again.start({
    ...{ hear() {}, leave() {}, isHeard: () => true, heard: [], sent: 0 },
    publish: (_, stream) => void said.push(stream),
  });
  await clock.advance(1500);
  again.stop();
  assert.ok(said.length > 8, String(said.length));
});

test('a recording of two symbols keeps their books apart, also where a snapshot names none', async () => {
  const two = [
    depth(5, 3, '10.0', '30'),
    depth(1005, 1003, '7.0', '1').replaceAll('ABC', 'XYZ').replaceAll('abc', 'xyz'),
    '{"lastUpdateId":1006,"bids":[["6.5","4"]],"asks":[["7.5","5"]]}',
    '{"lastUpdateId":7,"bids":[["9.5","10"]],"asks":[["10.5","50"]]}',
  ].map((json, i) => `${1_000_000_000 + i} ${json}`);
  const { on, source } = await openRecording(two, 'manual');
  try {
    source.play(10);
    const bestOf = async (symbol: string) =>
      (await on.get<Snapshot>(`/fapi/v1/depth?symbol=${symbol}&limit=5`)).body.bids;
    assert.deepEqual(await bestOf('XYZUSDT'), [['6.5', '4']]);
    assert.deepEqual(await bestOf('ABCUSDT'), [['9.5', '10']]);
  } finally {
    await on.close();
  }
});

for (const [file, golden, kind, path, base] of [
  [
    'usdm_btcusdt_20240808',
    'usdm_btcusdt_20240808',
    'usdm',
    'btcusdt@depth@0ms',
    '/fapi/v1/depth?symbol=BTCUSDT',
  ],
  [
    'cm_btcusd_perp_20240808',
    'cm_btcusd_perp_20240808',
    'coinm',
    'btcusd_perp@depth@0ms',
    '/dapi/v1/depth?symbol=BTCUSD_PERP',
  ],
] as const)
  test(`the recording ${file} over sockets gives its golden book`, { skip: skipsWithoutData }, async () => {
    const folder = 'market/feed_hftbacktest';
    const text = gunzipSync(readFileSync(recordedData(`${folder}/${file}.jsonl.gz`))).toString();
    const expected = JSON.parse(
      readFileSync(recordedData(`${folder}/${golden}.golden.json`), 'utf8'),
    ) as Record<'top20_bids' | 'top20_asks', unknown> & { last_u: number };
    const { on, source } = await openRecording(text.split('\n'), 'manual');
    try {
      const client = await on.connect(`/${kind}/ws/${path}`);
      source.play(3000);
      const snapshot = await on.get<Snapshot>(`${base}&limit=1000`);
      while (source.play(500) > 0) await new Promise((resolve) => setImmediate(resolve));
      await client.settled();
      const updates = client.texts.map((one) => JSON.parse(one) as DepthMessage).filter(({ u }) => u);
      const local = buildLocalBook(snapshot.body, updates);
      assert.equal(local.lastUpdateId, expected.last_u);
      assert.deepEqual(local.bids.slice(0, 20), expected.top20_bids);
      assert.deepEqual(local.asks.slice(0, 20), expected.top20_asks);
      const answer = await on.get<Snapshot>(`${base}&limit=20`);
      assert.deepEqual(answer.body.bids, expected.top20_bids);
    } finally {
      await on.close();
    }
  });
