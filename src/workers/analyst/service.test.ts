// The whole analyst from its start to a second life: fed from a recording, with holes, beside a venue that knows every trade.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { ema } from '../../domain/indicators/averages/ema.ts';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { showSize } from '../../domain/market/instrument.ts';
import type { ClosedBar } from '../../domain/order-flow/bar-words.ts';
import type { FlowStats } from '../../domain/order-flow/market-words.ts';
import type { Signal } from '../../domain/order-flow/signal.ts';
import { recordings, replay } from '../../domain/order-flow/testing/recordings.ts';
import { toRecord } from '../../domain/order-flow/testing/records.ts';
import { startStorage } from '../storage/testing/start-storage.ts';
import { type OpenedAnalyst, openAnalyst } from './testing/open-analyst.ts';
import { TrueMarket } from './testing/true-market.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const STEP_MS = 250;
const recording = recordings[0]!;
const { instrument } = recording;

let held: FeedRecord[] | undefined;
function recorded(): readonly FeedRecord[] {
  if (held) return held;
  const records: FeedRecord[] = [];
  replay(recording, (record) => void records.push({ ...record }));
  held = records;
  return records;
}

/** The recording, which is of the minutes around midnight, at another time; and before it a day in which little was traded. */
async function open(t: TestContext, laterMs = 12 * 3_600_000) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-analyst-'));
  const started = await startStorage({ folder });
  t.after(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const records = recorded().map((record) => ({
    ...record,
    eventMs: record.eventMs === 0 ? 0 : record.eventMs + laterMs,
  }));
  const firstMs = records.find(({ eventMs }) => eventMs > 0)!.eventMs;
  const dayMs = firstMs - (firstMs % DAY_MS);
  const market = new TrueMarket(instrument);
  for (let atMs = dayMs + 700; atMs < firstMs; atMs += 20_000)
    market.trades.push({ atMs, isBuy: atMs % 3 > 0, price: 550_000 + (((atMs / 1000) % 977) | 0), size: 5 });
  const clock = createManualClock(firstMs);
  let at = 0;
  /** What happens up to this many seconds after the first record. */
  const play = async (untilSeconds: number) => {
    const untilMs = firstMs + untilSeconds * 1000;
    for (; at < records.length && records[at]!.eventMs < untilMs; at++) {
      while (clock.now() + STEP_MS <= records[at]!.eventMs) await clock.advance(STEP_MS);
      market.happen(records[at]!);
    }
    for (let atMs = clock.now(); at >= records.length && atMs < untilMs; atMs += STEP_MS) {
      market.happen(toRecord(atMs % 1000 < STEP_MS ? 'buy' : 'sell', atMs, 550_000, 2));
      await clock.advance(STEP_MS);
    }
  };
  const begin = () => openAnalyst(clock, market, started.client);
  return { storage: started.client, market, clock, play, begin, firstMs, dayMs };
}

function lastStats({ told }: OpenedAnalyst): FlowStats {
  return (told.findLast(({ event }) => event === 'stats')!.data as FlowStats[])[0]!;
}

const idOf = instrument.id;
const ofBars = { instrument: idOf, beforeMs: null, limit: 1000 };

test('from its start over holes to a second life the analyst knows what the venue knows, stores it and goes on', async (t) => {
  const { storage, market, clock, play, begin, firstMs, dayMs } = await open(t);
  const firstMinuteMs = firstMs - (firstMs % MINUTE_MS);
  await play(5);
  const first = await begin();
  await play(80);
  market.disconnect();
  await play(95);
  market.connect();
  await play(290);
  const signalsOf = ({ told }: OpenedAnalyst) =>
    told.filter(({ event }) => event === 'signal').map(({ data }) => (data as Signal).id);
  await first.stop();
  const earlier = await storage.bars(ofBars);
  assert.ok(earlier.length >= 2);
  assert.equal(earlier[0]?.isPartial, true);

  await play(320);
  const second = await begin();
  await play(490);
  const { analyst } = second;
  const nowMs = clock.now();
  const endedMs = nowMs - (nowMs % MINUTE_MS);

  const whole = market
    .candles({ interval: '1m', fromMs: dayMs, toMs: endedMs })
    .map(({ quoteVolume, ...candle }) => ({ ...candle, isClosed: true }));
  const { picture } = await analyst.picture({ instrument: idOf });
  const closed = picture.candles.filter(({ isClosed }) => isClosed);
  assert.deepEqual(closed, whole.slice(-closed.length));
  assert.ok(closed.length >= 499, `${closed.length}`);

  const day = market.trades.filter(({ atMs }) => atMs >= dayMs && atMs <= nowMs);
  const lots = day.reduce((sum, { size }) => sum + size, 0);
  const mean = day.reduce((sum, { price, size }) => sum + price * size, 0) / lots;
  const { stats } = picture;
  assert.deepEqual([stats.sessionFromMs, stats.sessionMissing], [dayMs, 0]);
  assert.equal(stats.volume, showSize(instrument, lots));
  assert.equal(stats.delta, showSize(instrument, market.delta(dayMs, nowMs + 1)));
  assert.equal(stats.vwap?.toFixed(6), (mean / 10).toFixed(6));
  assert.equal(stats.changePercent?.toFixed(9), ((550_000 / day[0]!.price - 1) * 100).toFixed(9));
  assert.equal(lastStats(second).sessionFromMs, dayMs);

  const cvd = showSize(instrument, market.delta(firstMinuteMs, endedMs));
  const shown = await analyst.footprint({ instrument: idOf, beforeMs: endedMs, limit: 100 });
  assert.deepEqual([shown.at(-1)?.cvd, shown.at(-1)?.cvdSinceMs], [cvd, firstMinuteMs]);

  const { openMs, series } = await analyst.indicators({
    ...{ instrument: idOf, interval: '5m', limit: 50, names: ['ema:length=20'] },
  });
  const average = ema.create({ length: 20 });
  const fives = market.candles({ interval: '5m', fromMs: openMs[0]! - 300 * 300_000, toMs: endedMs });
  const expected = fives.filter(({ isClosed }) => isClosed).map(({ close }) => average.push(Number(close)));
  assert.equal(openMs.length, 50);
  assert.equal(series[0]?.values[0]?.at(-1)?.toFixed(6), expected.at(-1)?.toFixed(6));
  await assert.rejects(
    analyst.indicators({ instrument: idOf, interval: '5m', limit: 5, names: ['nonsense'] }),
    { code: 'INDICATOR_INVALID' },
  );

  await second.stop();
  const stored = await storage.candles({ ...ofBars, intervalMs: MINUTE_MS, limit: 2000 });
  assert.deepEqual(stored, whole.slice(-stored.length));
  assert.ok(stored.length >= 500);
  const bars = await storage.bars(ofBars);
  assert.equal(new Set(bars.map(({ cvdSinceMs }) => cvdSinceMs)).size, 1);
  for (const bar of bars.filter(({ isPartial }) => !isPartial)) {
    const candle = whole.find((one) => one.openMs === bar.openMs)!;
    assert.deepEqual([bar.open, bar.high, bar.delta], [candle.open, candle.high, candle.delta]);
    assert.equal(bar.cvd, showSize(instrument, market.delta(firstMinuteMs, bar.openMs + MINUTE_MS)));
  }
  assert.ok(bars.some(({ isPartial }) => !isPartial));

  const told = [...signalsOf(first), ...signalsOf(second)];
  const { signals } = await storage.signals({ limit: 1000 });
  assert.deepEqual(signals.map(({ id }) => id).sort(), told.sort());
  assert.ok(signalsOf(first).length > 0);
  const before = signals.filter(({ id }) => signalsOf(first).includes(id));
  assert.ok(before.every(({ outcome }) => outcome?.end !== null));
  assert.ok(before.some(({ outcome }) => outcome?.end === 'cut'));
});

test('where the venue cannot be reached the figures say since when they count, and CVD begins a line of its own', async (t) => {
  const { storage, market, play, begin, firstMs } = await open(t);
  market.isReachable = false;
  await play(5);
  const first = await begin();
  await play(150);
  await first.stop();
  await play(215);
  const second = await begin();
  await play(420);
  const { picture } = await second.analyst.picture({ instrument: idOf });
  const { sessionFromMs, sessionMissing } = picture.stats;
  assert.ok(sessionFromMs! >= firstMs + 215_000 && sessionFromMs! < firstMs + 220_000);
  assert.equal(sessionMissing, 1);
  assert.equal(picture.candles[0]?.isPartial, true);
  const profile = await second.analyst.profile({ instrument: idOf, fromMs: null, toMs: null });
  assert.ok(profile.fromMs! >= firstMs + 215_000);
  await second.stop();
  const bars = await storage.bars(ofBars);
  assert.equal(new Set(bars.map(({ cvdSinceMs }) => cvdSinceMs)).size, 2);
  const stored = await storage.candles({ ...ofBars, intervalMs: MINUTE_MS });
  const partial = new Set(bars.filter(({ isPartial }) => isPartial).map(({ openMs }) => openMs));
  assert.ok(partial.size >= 2 && stored.length > 0);
  assert.ok(stored.every(({ openMs }) => !partial.has(openMs)));
});

test('a day that begins while the flow is followed counts from midnight, and bars are told as they close', async (t) => {
  const { market, clock, play, begin, dayMs } = await open(t, 0);
  await play(5);
  const { analyst, told, stop } = await begin();
  await play(100);
  const wish = { instrument: idOf, interval: '1m' as const, limit: 1000, names: ['sma:length=3', 'macd'] };
  await analyst.indicators(wish);
  await play(500);
  const midnightMs = dayMs + DAY_MS;
  assert.ok(clock.now() > midnightMs + MINUTE_MS);
  const { picture } = await analyst.picture({ instrument: idOf });
  const { sessionFromMs, sessionMissing, volume } = picture.stats;
  const lots = market.trades.reduce((sum, { atMs, size }) => sum + (atMs >= midnightMs ? size : 0), 0);
  assert.deepEqual([sessionFromMs, sessionMissing, volume], [midnightMs, 0, showSize(instrument, lots)]);
  const bars = told.filter(({ event }) => event === 'barClosed').map(({ data }) => data as ClosedBar);
  const { openMs, series } = await analyst.indicators(wish);
  assert.ok(bars.length >= 6);
  for (const { interval, candle, indicators } of bars) {
    assert.equal(interval, '1m');
    const at = openMs.indexOf(candle.openMs);
    for (const [index, { name, values }] of indicators.entries())
      assert.deepEqual(
        [name, values],
        [wish.names[index], series[index]!.values.map((column) => column[at])],
      );
  }
  const day = await analyst.bars({ instrument: idOf, interval: '1d', limit: 2 });
  assert.deepEqual(
    day.map(({ openMs, volume, isClosed }) => [openMs, volume, isClosed]),
    [
      [dayMs, market.candles({ interval: '1d', fromMs: dayMs, toMs: midnightMs })[0]!.volume, true],
      [midnightMs, picture.stats.volume, false],
    ],
  );
  await stop();
});
