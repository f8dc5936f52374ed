import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../core/random.ts';
import { instruments } from './instrument.ts';
import { createMarket, type Market } from './market.ts';
import type { DepthEvent, MarketEvent } from './market-event.ts';
import type { RegimeName } from './regime.ts';

const START_MS = 1_700_000_000_000;
const few = instruments.filter(({ base }) => base === 'BTC' || base === 'DOGE');

type Told = { readonly symbol: string; readonly event: MarketEvent };

function run(seed: number, steps: readonly number[], regime?: RegimeName): { market: Market; told: Told[] } {
  const market = createMarket({ random: createSeededRandom(seed), startMs: START_MS, instruments: few });
  if (regime) market.forceRegime(regime);
  const told: Told[] = [];
  market.listen(({ instrument: { kind, symbol } }, event) =>
    told.push({ symbol: `${kind}:${symbol}`, event }),
  );
  for (const stepMs of steps) market.step(market.nowMs + stepMs);
  return { market, told };
}

const aMinute = Array.from({ length: 1200 }, () => 50);

test('the same seed and steps give the same events, another seed gives others', () => {
  const steps = [10, 10, 250, 10, 4000, 10, ...aMinute.slice(0, 200)];
  assert.deepEqual(run(11, steps).told, run(11, steps).told);
  assert.notDeepEqual(run(11, steps).told, run(12, steps).told);
});

test('changes replayed onto a first look give the book, the top told is its best, and it is never crossed', () => {
  for (const seed of [1, 2, 3]) {
    const market = createMarket({ random: createSeededRandom(seed), startMs: START_MS, instruments: few });
    const copies = new Map(
      market.symbols.map((symbol) => [
        symbol,
        {
          bids: new Map(symbol.book.bids.levels.map(({ ticks, lots }) => [ticks, lots])),
          asks: new Map(symbol.book.asks.levels.map(({ ticks, lots }) => [ticks, lots])),
        },
      ]),
    );
    market.listen((symbol, event) => {
      const copy = copies.get(symbol);
      if (!copy) return;
      if (event.type === 'depth')
        for (const { isBid, ticks, lots } of event.changes) {
          const side = isBid ? copy.bids : copy.asks;
          if (lots === 0) side.delete(ticks);
          else side.set(ticks, lots);
        }
      if (event.type !== 'bookTop') return;
      assert.ok(event.bidTicks < event.askTicks);
      assert.equal(copy.bids.get(event.bidTicks), event.bidLots);
      assert.equal(copy.asks.get(event.askTicks), event.askLots);
      assert.equal(symbol.book.bids.best()?.ticks, event.bidTicks);
    });
    for (const stepMs of aMinute.slice(0, 300)) market.step(market.nowMs + stepMs);
    for (const [{ book }, copy] of copies)
      for (const [side, levels] of [
        [book.bids, copy.bids],
        [book.asks, copy.asks],
      ] as const) {
        assert.equal(levels.size, side.levels.length);
        for (const { ticks, lots } of side.levels) assert.equal(levels.get(ticks), lots);
      }
  }
});

test('trade ids are consecutive, trades of one order add up to their sum, and update ids only grow', () => {
  const { told } = run(4, aMinute);
  for (const symbol of new Set(told.map((one) => one.symbol))) {
    const events = told.filter((one) => one.symbol === symbol).map(({ event }) => event);
    const trades = events.filter((event) => event.type === 'trade');
    const first = trades[0]?.tradeId ?? 0;
    assert.deepEqual(
      trades.map(({ tradeId }) => tradeId),
      trades.map((_, i) => first + i),
    );
    const sums = events.filter((event) => event.type === 'aggTrade');
    assert.ok(sums.length > 100);
    sums.forEach(({ aggId, firstId, lastId, lots, ticks }, i) => {
      assert.equal(aggId, (sums[0]?.aggId ?? 0) + i);
      const parts = trades.slice(firstId - first, lastId - first + 1);
      assert.equal(
        lots,
        parts.reduce((sum, part) => sum + part.lots, 0),
      );
      for (const part of parts) assert.equal(part.ticks, ticks);
    });
    let last = 0;
    for (const { firstUpdateId, lastUpdateId } of events.filter(
      (event): event is DepthEvent => event.type === 'depth',
    )) {
      assert.ok(symbol.startsWith('spot') && last > 0 ? firstUpdateId === last + 1 : firstUpdateId > last);
      assert.ok(lastUpdateId >= firstUpdateId);
      last = lastUpdateId;
    }
  }
});

test('a crash falls and closes positions by force, a squeeze rises, and spot has no such positions', () => {
  const btc = (market: Market) => market.fair.of('BTC');
  const threeMinutes = Array.from({ length: 1800 }, () => 100);
  const crash = run(5, threeMinutes, 'crash');
  const squeeze = run(5, threeMinutes, 'squeeze');
  assert.ok(btc(crash.market) < btc(squeeze.market));
  const forced = (told: Told[]) => told.filter(({ event }) => event.type === 'liquidation');
  const sold = forced(crash.told).filter(({ event }) => event.type === 'liquidation' && event.isSell);
  assert.ok(sold.length > 10 && sold.length > 0.8 * forced(crash.told).length);
  assert.ok(forced(crash.told).every(({ symbol }) => !symbol.startsWith('spot')));
});

test('symbols move together', () => {
  const { market } = run(6, []);
  const moves: [number, number][] = [];
  for (let i = 0; i < 400; i++) {
    const before = [market.fair.of('BTC'), market.fair.of('DOGE')] as const;
    market.step(market.nowMs + 1000);
    moves.push([Math.log(market.fair.of('BTC') / before[0]), Math.log(market.fair.of('DOGE') / before[1])]);
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [moves.map(([btc]) => btc), moves.map(([, doge]) => doge)];
  const deviation = (values: number[]) =>
    Math.sqrt(mean(values.map((value) => value ** 2)) - mean(values) ** 2);
  const covariance = mean(moves.map(([a, b]) => a * b)) - mean(x) * mean(y);
  const correlation = covariance / (deviation(x) * deviation(y));
  assert.ok(correlation > 0.4 && correlation < 0.95, String(correlation));
});

test('one step does a bounded amount, however long it is', () => {
  const { told } = run(7, [3_600_000]);
  assert.ok(told.length < 2000, String(told.length));
});
