import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sinceOfNewest } from '../repositories/newest-signals.ts';
import { engines } from '../testing/engines.ts';
import { anomalyOf, barOf, candleOf, outcomeOf, signalOf } from '../testing/flow.ts';
import { openStore, type Store } from '../testing/open-store.ts';
import { recordFlow } from '../units/record-flow.ts';
import { anomalies } from './anomalies.ts';
import { bars } from './bars.ts';
import { candles } from './candles.ts';
import { signalCalibration } from './signal-calibration.ts';
import { signalStatistics } from './signal-statistics.ts';
import { signals } from './signals.ts';

const record = (store: Store, flow: object) => store.write(recordFlow, recordFlow.input.parse(flow));
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join(' ');

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: signals are found by each filter, newest first`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await record(store, {
      signals: [
        signalOf('a', { eventMs: 1 }),
        signalOf('b', { eventMs: 2, type: 'iceberg' }),
        signalOf('c', { eventMs: 3, side: 'sell' }),
        signalOf('d', { eventMs: 4, instrument: 'spot:ETHUSDT', confidence: 0.75 }),
      ],
    });
    const find = async (filter: object) =>
      idsOf((await signals.run(store.rows, { limit: 100, ...filter })).signals);
    assert.equal(await find({}), 'd c b a');
    assert.equal(await find({ instrument: 'usdm:BTCUSDT' }), 'c b a');
    assert.equal(await find({ type: 'absorption', side: 'buy' }), 'd a');
    assert.equal(await find({ minConfidence: 0.75 }), 'd');
    assert.equal(await find({ sinceMs: 2, beforeMs: 4 }), 'c b');
    assert.equal(await find({ type: 'nothing' }), '');
  });

  test(`${name}: pages of signals and anomalies neither lose nor repeat those of one moment`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const ids = Array.from({ length: 23 }, (_, i) => `i${String(i).padStart(2, '0')}`);
    const eventMs = (i: number) => 1_700_000_000_000.5 + Math.floor(i / 5);
    await record(store, {
      signals: ids.map((id, i) => signalOf(id, { eventMs: eventMs(i) })),
      anomalies: ids.map((id, i) => anomalyOf(id, { eventMs: eventMs(i) })),
    });
    const expected = [...ids].reverse().join(' ');
    let [page, seen] = [await signals.run(store.rows, { limit: 4 }), ''];
    for (;;) {
      seen = `${seen} ${idsOf(page.signals)}`.trim();
      const last = page.signals.at(-1);
      if (!page.hasMore || !last) break;
      page = await signals.run(store.rows, { limit: 4, beforeMs: last.eventMs, beforeId: last.id });
    }
    assert.equal(seen, expected);
    let [found, read] = [await anomalies.run(store.rows, { limit: 4, severity: 'high' }), ''];
    for (;;) {
      read = `${read} ${idsOf(found.anomalies)}`.trim();
      const last = found.anomalies.at(-1);
      if (!found.hasMore || !last) break;
      found = await anomalies.run(store.rows, { limit: 4, beforeMs: last.eventMs, beforeId: last.id });
    }
    assert.equal(read, expected);
    assert.deepEqual((await anomalies.run(store.rows, { limit: 4, severity: 'low' })).anomalies, []);
    assert.equal(
      idsOf((await signals.run(store.rows, { limit: 9, beforeMs: eventMs(5) })).signals).length,
      19,
    );
  });

  test(`${name}: a page ends early where its signals would not fit into a message`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const says = 'x'.repeat(90_000);
    await record(store, { signals: ['a', 'b', 'c'].map((id, i) => signalOf(id, { eventMs: i, says })) });
    const page = await signals.run(store.rows, { limit: 3 });
    assert.deepEqual([idsOf(page.signals), page.hasMore], ['c b', true]);
  });

  test(`${name}: shares are told from a hundred outcomes on, by type, instrument and tenth of confidence`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const many = (count: number, prefix: string, changes: object) =>
      Array.from({ length: count }, (_, i) => signalOf(`${prefix}${i}`, changes));
    const right = many(60, 'r', { confidence: 0.6, figures: { score: 0.3 } });
    const wrong = many(40, 'w', { confidence: 0.6, figures: { score: 0.3 } });
    const few = many(99, 'f', { type: 'iceberg', instrument: 'spot:A', confidence: 1, eventMs: 5 });
    const unknown = many(5, 'u', {});
    const known = (bps: number, end: 'target' | 'stop') => (signal: { id: string }) =>
      outcomeOf(signal.id, { returnsBps: [null, bps, null, null], end, endMs: 1, drawdownBps: -2 });
    await record(store, {
      signals: [...right, ...wrong, ...unknown],
      outcomes: right.map(known(3, 'target')),
    });
    await record(store, {
      signals: few,
      outcomes: [...wrong.map(known(-1, 'stop')), ...few.map(known(0, 'stop'))],
    });
    const ask = (input: { horizonMin: number; sinceMs?: number }) => signalStatistics.run(store.rows, input);
    const { byType, byInstrument, byConfidence } = await ask({ horizonMin: 5 });
    const [absorption, iceberg] = byType;
    const { hitRateLow, hitRateHigh, ...rest } = absorption!;
    assert.deepEqual(rest, {
      ...{ key: 'absorption', count: 100, targets: 60, stops: 40 },
      ...{ hitRate: 0.6, meanReturnBps: 1.4, meanDrawdownBps: -2 },
    });
    assert.deepEqual([hitRateLow?.toFixed(4), hitRateHigh?.toFixed(4)], ['0.5020', '0.6906']);
    assert.deepEqual(
      [iceberg?.key, iceberg?.count, iceberg?.hitRate, iceberg?.hitRateLow, iceberg?.meanReturnBps],
      ['iceberg', 99, null, null, null],
    );
    assert.deepEqual(
      byInstrument.map(({ key, count }) => [key, count]),
      [
        ['spot:A', 99],
        ['usdm:BTCUSDT', 100],
      ],
    );
    assert.deepEqual(
      byConfidence.map(({ key, count }) => [key, count]),
      [
        ['0.6', 100],
        ['0.9', 99],
      ],
    );
    assert.deepEqual((await ask({ horizonMin: 1 })).byType, []);
    assert.deepEqual((await ask({ horizonMin: 5, sinceMs: 1001 })).byType, []);
    assert.deepEqual(await signalCalibration.run(store.rows, undefined), [
      { type: 'absorption', step: 3, count: 100, hits: 60 },
      { type: 'iceberg', step: 5, count: 99, hits: 0 },
    ]);
  });

  test(`${name}: statistics are of the newest signals`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const since = () => Promise.all([1, 3, 4].map((count) => sinceOfNewest(store.rows, count)));
    assert.deepEqual(await since(), [undefined, undefined, undefined]);
    await record(store, { signals: [5, 1.5, 3].map((eventMs) => signalOf(`at ${eventMs}`, { eventMs })) });
    assert.deepEqual(await since(), [5, 1.5, undefined]);
  });

  test(`${name}: bars and candles come in the order of time, the newest before a moment`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const instrument = 'usdm:BTCUSDT';
    const times = [5, 1, 4, 2, 3].map((minute) => minute * 60_000);
    await record(store, {
      bars: times.map((openMs) => ({ instrument, bar: barOf(openMs) })),
      candles: [
        ...times.map((openMs) => ({ instrument, intervalMs: 60_000, candle: candleOf(openMs) })),
        { instrument, intervalMs: 300_000, candle: candleOf(0) },
      ],
    });
    const page = { instrument, beforeMs: 240_000, limit: 2 };
    const expected = [120_000, 180_000];
    const readBars = await bars.run(store.rows, page);
    assert.deepEqual(
      readBars.map(({ openMs }) => openMs),
      expected,
    );
    const readCandles = await candles.run(store.rows, { ...page, intervalMs: 60_000 });
    assert.deepEqual(
      readCandles.map(({ openMs }) => openMs),
      expected,
    );
    const longer = await candles.run(store.rows, { ...page, intervalMs: 300_000, beforeMs: null });
    assert.equal(longer.length, 1);
    assert.deepEqual(await bars.run(store.rows, { ...page, instrument: 'spot:X' }), []);
  });
}
