import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../../core/errors.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import type { CandleView, FootprintView } from '../../../../domain/order-flow/market-words.ts';
import { barOf, btc, candleOf } from '../testing/made-by-hand.ts';
import { type CandleWish, readCandles } from './read-candles.ts';
import { MINUTE_MS } from './to-longer-candles.ts';
import { createVenueCandles, type VenueWish } from './venue-candles.ts';

const NOW_MS = 100 * 60 * MINUTE_MS + 30_000;
const at = (minutesAgo: number) => NOW_MS - 30_000 - minutesAgo * MINUTE_MS;

type Given = {
  readonly bars?: () => FootprintView[];
  readonly stored?: CandleView[];
  readonly venue?: (wish: VenueWish) => CandleView[];
};

function start({ bars = () => [], stored = [], venue = () => [] }: Given) {
  const clock = createManualClock(NOW_MS);
  const asked: VenueWish[] = [];
  const market = {
    candles: async (wish: VenueWish) => {
      asked.push(wish);
      return venue(wish);
    },
  };
  const sources = {
    clock,
    analyst: { footprint: async () => bars() },
    storage: {
      candles: async ({ beforeMs, limit }: { beforeMs: number; limit: number }) =>
        stored.filter(({ openMs }) => openMs < beforeMs).slice(-limit),
    },
    venue: createVenueCandles({ clock, market }),
  } as unknown as Parameters<typeof readCandles>[0];
  const read = (wish: Partial<CandleWish> = {}) =>
    readCandles(sources, { instrument: btc, interval: '1m', limit: 4, ...wish });
  return { asked, read };
}

const openings = (candles: readonly CandleView[]) =>
  candles.map(({ openMs, delta }) => `${(NOW_MS - 30_000 - openMs) / MINUTE_MS}${delta === null ? '?' : ''}`);

test('the flow of the last minutes, what is stored, and the venue for holes and a minute that was seen in part', async () => {
  const { read, asked } = start({
    bars: () => [barOf(at(1), { isPartial: true }), barOf(at(0), { isClosed: false })],
    stored: [candleOf(at(5)), candleOf(at(4)), candleOf(at(3))],
    venue: () =>
      [5, 4, 3, 2, 1, 0].map((ago) => ({ ...candleOf(at(ago), { delta: null }), quoteVolume: '9.00' })),
  });
  const candles = await read({ limit: 5 });
  assert.deepEqual(openings(candles), ['4', '3', '2?', '1?', '0']);
  assert.equal(candles.at(-1)?.isClosed, false);
  assert.ok(candles.every((candle) => !('quoteVolume' in candle)));
  assert.deepEqual(asked, [{ instrument: btc, interval: '1m', fromMs: at(2), toMs: at(0) }]);
});

test('the minute in which the flow began is the venue’s, also behind those that are stored as the venue told them', async () => {
  const { read, asked } = start({
    stored: [3, 2].map((ago) => candleOf(at(ago), { delta: null })),
    bars: () => [barOf(at(1), { buy: '0.01', isPartial: true }), barOf(at(0), { isClosed: false })],
    venue: () => [candleOf(at(1), { delta: null })],
  });
  const candles = await read();
  assert.deepEqual(openings(candles), ['3?', '2?', '1?', '0']);
  assert.equal(candles[2]?.volume, '3.00');
  assert.deepEqual(asked, [{ instrument: btc, interval: '1m', fromMs: at(1), toMs: at(0) }]);
});

test('the venue is not asked where nothing is missing, and once by several who want the same', async () => {
  const whole = start({ bars: () => [4, 3, 2, 1, 0].map((ago) => barOf(at(ago))) });
  assert.deepEqual(openings(await whole.read()), ['3', '2', '1', '0']);
  assert.deepEqual(whole.asked, []);
  const holes = start({});
  await Promise.all([holes.read(), holes.read()]);
  assert.equal(holes.asked.length, 1);
});

test('older ones end before the moment that is given', async () => {
  const stored = Array.from({ length: 30 }, (_, i) => candleOf(at(30 - i)));
  const { read } = start({ stored });
  assert.deepEqual(openings(await read({ beforeMs: at(10) })), ['14', '13', '12', '11']);
});

test('longer ones are made of minutes where these are whole, and are the venue’s where not', async () => {
  // 30 s into an hour: one quarter has begun.
  const stored = Array.from({ length: 44 }, (_, i) => candleOf(at(44 - i)));
  const bars = () => [barOf(at(0), { isClosed: false })];
  const venue = () => [45, 30, 15, 0].map((ago) => candleOf(at(ago), { delta: null }));
  const { read } = start({ stored, bars, venue });
  const candles = await read({ interval: '15m' });
  assert.deepEqual(openings(candles), ['45?', '30', '15', '0']);
  assert.deepEqual([candles[1]?.volume, candles[3]?.volume, candles[3]?.isClosed], ['45.00', '3.00', false]);
});

test('whoever is away leaves what the others know; where nobody knows any the failure is told', async () => {
  const fail = (code: 'PEER_UNAVAILABLE' | 'INSTRUMENT_UNKNOWN' | 'VENUE_UNREACHABLE') => () => {
    throw new AppError(code);
  };
  const stored = [candleOf(at(1))];
  const partly = start({ stored, bars: fail('PEER_UNAVAILABLE'), venue: fail('VENUE_UNREACHABLE') });
  assert.deepEqual(openings(await partly.read()), ['1']);
  const nothing = start({ bars: fail('PEER_UNAVAILABLE'), venue: fail('INSTRUMENT_UNKNOWN') });
  await assert.rejects(nothing.read(), { code: 'INSTRUMENT_UNKNOWN' });
});

test('a recording that is played has its own time, and the venue is not asked for it', async () => {
  const { read, asked } = start({ bars: () => [barOf(60_000), barOf(120_000)] });
  const candles = await read({ instrument: 'replay:BTCUSDT', limit: 3 });
  assert.deepEqual(
    candles.map(({ openMs }) => openMs),
    [60_000, 120_000],
  );
  assert.deepEqual(asked, []);
});
