// The recordings of a real exchange, held against what was computed from them independently.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { recordedData, skipsWithoutData } from '../../../../test/recorded-data.ts';
import { formatPrice, formatSize } from '../../../domain/market/instrument.ts';
import type { OrderBook } from '../../../domain/market/order-book.ts';
import { openRecording } from './open-recording.ts';
import { createPlayer } from './play.ts';

const folder = 'market/feed_hftbacktest';
const sets = [
  ['usdm_btcusdt_20240808.golden.json', ['usdm_btcusdt_20240808.jsonl.gz'], 'usdm:BTCUSDT'],
  ['cm_btcusd_perp_20240808.golden.json', ['cm_btcusd_perp_20240808.jsonl.gz'], 'coinm:BTCUSD_PERP'],
  [
    'spot_ethusdt.golden.json',
    ['spot_ethusdt_20240808.jsonl.gz', 'spot_ethusdt_20240809.jsonl.gz'],
    'spot:ETHUSDT',
  ],
] as const;

async function play(names: readonly string[]) {
  const recording = await openRecording(names.map((name) => recordedData(name)));
  const volumes = recording.instruments.map(() => ({
    buy: 0,
    sell: 0,
    trades: 0,
    snapshots: [] as number[],
    first: 0,
  }));
  const player = createPlayer(recording, ({ kind, instrument, size, id }) => {
    const volume = volumes[instrument]!;
    if (kind === 'snapshot') volume.snapshots.push(id);
    if (kind === 'depth' && volume.first === 0 && id !== volume.snapshots[0]) volume.first = id;
    if (kind !== 'buy' && kind !== 'sell') return;
    volume[kind] += size;
    volume.trades++;
  });
  for await (const line of recording.lines()) player.accept(line);
  for (const symbol of player.symbols) symbol.finish();
  return { recording, player, volumes };
}

for (const [golden, names, id] of sets)
  test(`${id}: first event, events, levels, touch after every event and the last book are exact`, {
    skip: skipsWithoutData,
  }, async () => {
    const expected = JSON.parse(readFileSync(recordedData(`${folder}/${golden}`), 'utf8'));
    const { recording, player, volumes } = await play(names.map((name) => `${folder}/${name}`));
    const [instrument] = recording.instruments;
    const [{ bookFeed, refused, tradeGaps }] = player.symbols as [(typeof player.symbols)[number]];
    const [volume] = volumes;
    assert.ok(instrument && volume);
    assert.equal(instrument.id, id);
    assert.deepEqual(recording.broken, []);
    assert.deepEqual(
      {
        first: volume.first,
        updates: bookFeed.updates,
        levels: bookFeed.levels,
        gaps: bookFeed.gaps,
        last: bookFeed.lastId,
        exact: bookFeed.check.exact,
        compared: bookFeed.check.compared,
        bids: bookFeed.book.bids.size,
        asks: bookFeed.book.asks.size,
        trades: volume.trades,
        buy: formatSize(instrument, volume.buy),
        sell: formatSize(instrument, volume.sell),
        cvd: formatSize(instrument, volume.buy - volume.sell),
        ...{ refused, tradeGaps, malformed: player.malformed },
      },
      {
        first: expected.first_event.u,
        updates: expected.depth_events_applied,
        levels: expected.levels_applied,
        gaps: expected.gaps,
        last: expected.last_u,
        exact: expected.bbo_check.full_match,
        compared: expected.bbo_check.events,
        bids: expected.n_bids,
        asks: expected.n_asks,
        trades: expected.trades,
        buy: expected.buy_volume,
        sell: expected.sell_volume,
        cvd: expected.cvd,
        ...{ refused: 0, tradeGaps: 0, malformed: 0 },
      },
    );
    const top = (side: OrderBook['bids']) => {
      const prices = new Float64Array(20);
      const sizes = new Float64Array(20);
      const found = side.top(20, prices, sizes);
      return Array.from({ length: found }, (_, index) => [
        formatPrice(instrument, prices[index]!),
        formatSize(instrument, sizes[index]!),
      ]);
    };
    assert.deepEqual(top(bookFeed.book.bids), expected.top20_bids);
    assert.deepEqual(top(bookFeed.book.asks), expected.top20_asks);
  });

test('files of one time are read together: four futures books follow their streams', {
  skip: skipsWithoutData,
}, async () => {
  const files = ['BINANCE_FUTURES.0.gz', 'BINANCE_FUTURES.ws.1.0.gz', 'BINANCE_FUTURES.http.0.0.gz'];
  const { player } = await play(files.map((name) => `market/feed_cryptofeed/${name}`));
  const told = player.symbols.map(({ instrument: { id }, bookFeed }) => [
    id,
    bookFeed.isLive,
    bookFeed.gaps,
    bookFeed.check.exact === bookFeed.check.compared && bookFeed.check.compared > 100,
  ]);
  assert.deepEqual(
    told,
    ['SUSHIUSDT', 'AKROUSDT', 'KEEPUSDT', 'CTKUSDT'].map((symbol) => [`usdm:${symbol}`, true, 0, true]),
  );
});

test('sizes of orders older than the present step are part of a spot book', {
  skip: skipsWithoutData,
}, async () => {
  const files = ['BINANCE.0.gz', 'BINANCE.ws.1.0.gz', 'BINANCE.http.0.0.gz'];
  const { player } = await play(files.map((name) => `market/feed_cryptofeed/${name}`));
  for (const { instrument, bookFeed, refused } of player.symbols) {
    assert.ok(bookFeed.isLive, instrument.id);
    assert.deepEqual([bookFeed.gaps, refused], [0, 0], instrument.id);
    assert.equal(bookFeed.check.exact, bookFeed.check.compared, instrument.id);
  }
});
