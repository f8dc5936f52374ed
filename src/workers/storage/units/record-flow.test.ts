import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anomalies } from '../reads/anomalies.ts';
import { bars } from '../reads/bars.ts';
import { candles } from '../reads/candles.ts';
import { openSignals } from '../reads/open-signals.ts';
import { signals } from '../reads/signals.ts';
import { engines } from '../testing/engines.ts';
import { anomalyOf, barOf, candleOf, outcomeOf, signalOf } from '../testing/flow.ts';
import { openStore, type Store } from '../testing/open-store.ts';
import { recordFlow } from './record-flow.ts';

const record = (store: Store, flow: object) => store.write(recordFlow, recordFlow.input.parse(flow));
const list = (store: Store) => signals.run(store.rows, { limit: 100 });
const instrument = 'usdm:BTCUSDT';

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: what order flow brought is kept once for its key, as it came`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const signal = signalOf('a', { eventMs: 1000.25, says: 'U+0000 \0 and half \ud800 stay.' });
    const flow = {
      signals: [signal],
      anomalies: [anomalyOf('x', { price: null })],
      bars: [{ instrument, bar: barOf(60_000) }],
      candles: [{ instrument, intervalMs: 60_000, candle: candleOf(60_000) }],
    };
    await record(store, flow);
    await record(store, { ...flow, signals: [{ ...signal, says: 'told otherwise' }] });
    const page = await list(store);
    assert.deepEqual(page, { signals: [{ ...signal, outcome: outcomeOf('a') }], hasMore: false });
    assert.deepEqual((await anomalies.run(store.rows, { limit: 9 })).anomalies, flow.anomalies);
    const recent = { instrument, beforeMs: null, limit: 10 };
    assert.deepEqual(await bars.run(store.rows, recent), [barOf(60_000)]);
    assert.deepEqual(await candles.run(store.rows, { ...recent, intervalMs: 60_000 }), [candleOf(60_000)]);
  });

  test(`${name}: an outcome gives way to one that knows as much or more, never to one that knows less`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const first = outcomeOf('a', { returnsBps: [1.5, null, null, null], bestBps: 2 });
    const ended = { ...first, end: 'target' as const, endMs: 5000.5, endBps: 9.75 };
    const last = { ...ended, returnsBps: [1.5, -0.25, null, null], drawdownBps: -3.125 };
    await record(store, { signals: [signalOf('a'), signalOf('b')], outcomes: [first] });
    const outcome = async () => (await list(store)).signals.find(({ id }) => id === 'a')?.outcome;
    assert.deepEqual(await outcome(), first);
    await record(store, { outcomes: [ended, last, outcomeOf('b', { bestBps: 4 })] });
    await record(store, { outcomes: [first] });
    assert.deepEqual(await outcome(), last);
    const open = await openSignals.run(store.rows, undefined);
    assert.deepEqual(open, [{ ...signalOf('b'), outcome: outcomeOf('b', { bestBps: 4 }) }]);
  });

  test(`${name}: a candle that comes again takes the place of the one before, unless its delta is not known`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const put = (candle: object) =>
      record(store, { candles: [{ instrument, intervalMs: 60_000, candle: candleOf(0, candle) }] });
    const read = () => candles.run(store.rows, { instrument, intervalMs: 60_000, beforeMs: null, limit: 10 });
    await put({ delta: null, volume: '1.70' });
    await put({ delta: '0.70', volume: '1.75' });
    await put({ delta: null, volume: '9.99' });
    await put({ delta: '0.10', volume: '1.75' });
    assert.deepEqual(await read(), [candleOf(0, { delta: '0.10', volume: '1.75' })]);
  });

  test(`${name}: a footprint bar that comes again takes the place of the one before, also within one write`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const whole = barOf(60_000, { cvd: '9.00' });
    await record(store, { bars: [{ instrument, bar: barOf(60_000, { isPartial: true }) as never }] });
    await record(store, { bars: [barOf(60_000), whole].map((bar) => ({ instrument, bar: bar as never })) });
    assert.deepEqual(await bars.run(store.rows, { instrument, beforeMs: null, limit: 10 }), [whole]);
  });

  test(`${name}: many at once are one transaction`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const ids = Array.from({ length: 500 }, (_, i) => `s${String(i).padStart(3, '0')}`);
    await record(store, {
      signals: ids.map((id, i) => signalOf(id, { eventMs: i })),
      outcomes: ids.map((id) => outcomeOf(id, { end: 'stop', endMs: 7 })),
    });
    assert.deepEqual(store.batches, [1]);
    const page = await signals.run(store.rows, { limit: 1000 });
    assert.equal(page.signals.length, 500);
    assert.ok(page.signals.every(({ outcome }) => outcome?.end === 'stop'));
    assert.deepEqual(await openSignals.run(store.rows, undefined), []);
  });
}

test('what is not closed, not exact or not a number is not taken', () => {
  const takes = (flow: object) => recordFlow.input.safeParse(flow).success;
  assert.ok(takes({}));
  const candle = (changes: object) => ({
    candles: [{ instrument, intervalMs: 60_000, candle: { ...candleOf(0), ...changes } }],
  });
  assert.ok(takes(candle({ delta: null, open: '-1' })));
  for (const wrong of [{ isClosed: false }, { open: '1e3' }, { volume: '' }, { openMs: 0.5 }])
    assert.equal(takes(candle(wrong)), false, JSON.stringify(wrong));
  assert.equal(takes({ signals: [signalOf('a', { confidence: Number.NaN })] }), false);
  assert.equal(takes({ signals: [signalOf('a\0')] }), false);
  assert.equal(takes({ bars: [{ instrument, bar: barOf(0, { isClosed: false }) }] }), false);
});
