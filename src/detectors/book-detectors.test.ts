// The detectors made of the book on recorded markets: one pattern put into a quiet place is one detection more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import type { Detection, Detector } from './detector.ts';
import { hiddenOrder } from './hidden-order.ts';
import { iceberg } from './iceberg.ts';
import { largeTrade } from './large-trade.ts';
import { orderFlowImbalance } from './order-flow-imbalance.ts';
import { pulledLiquidity } from './pulled-liquidity.ts';
import { fromRecording, type RecordingName } from './testing/from-recording.ts';
import { added, isUntouched, type Moment, quietMoment } from './testing/moment.ts';
import { book, inject, trade } from './testing/records.ts';
import { detect } from './testing/scenario.ts';

const REST_MS = 2500;
const names: readonly RecordingName[] = ['usdm', 'coinm', 'spot'];
const kept = new Map<RecordingName, Moment>();

function momentOf(name: RecordingName): Moment {
  const moment = kept.get(name) ?? quietMoment(fromRecording(name), REST_MS);
  kept.set(name, moment);
  return moment;
}

/** What these records add where they stand; run twice, since the same feed must give the same. */
function addedBy(detector: Detector, name: RecordingName, extra: readonly FeedRecord[]): Detection[] {
  const { records, instrument } = fromRecording(name);
  const more = inject(records, extra);
  const found = detect(detector, more, {}, instrument);
  assert.deepEqual(detect(detector, more, {}, instrument), found);
  const { fromMs } = momentOf(name);
  return added(found, detect(detector, records, {}, instrument)).filter(
    ({ eventMs }) => eventMs >= fromMs && eventMs <= fromMs + REST_MS + 500,
  );
}

/** A bid that the recording leaves alone while a wall stands there, with as many below it. */
function bidForWall(name: RecordingName, layers = 1): number {
  const market = fromRecording(name);
  const { fromMs, bid } = momentOf(name);
  const isFree = (price: number) => isUntouched(market, fromMs, fromMs + REST_MS, price);
  const found = Array.from({ length: 40 }, (_, i) => bid - 5 - i).find((price) =>
    layersOf(price, 0)
      .slice(0, layers)
      .every(([, each]) => isFree(each)),
  );
  assert.ok(found);
  return found;
}

const most = {
  iceberg: 1,
  'hidden-order': 20,
  'pulled-liquidity': 25,
  'large-trade': 15,
  'order-flow-imbalance': 20,
};

for (const name of names) {
  test(`the recording of ${name} itself has few of them`, { skip: skipsWithoutData }, () => {
    const { records, instrument } = fromRecording(name);
    for (const each of [iceberg, hiddenOrder, pulledLiquidity, largeTrade, orderFlowImbalance]) {
      const found = detect(each as Detector, records, {}, instrument).length;
      assert.ok(found <= most[each.name as keyof typeof most], `${each.name}: ${found}`);
    }
  });

  test(`a bid of ${name} that outlasts trades of its size is an iceberg`, { skip: skipsWithoutData }, () => {
    const { fromMs, bid, bidSize, medianLots } = momentOf(name);
    const { records } = fromRecording(name);
    const shown = records
      .filter(
        ({ kind, price, eventMs }) => kind === 'bid' && price === bid && Math.abs(eventMs - fromMs) < 12_000,
      )
      .map(({ size }) => size);
    const lots = Math.max(bidSize, 2 * medianLots, ...shown);
    const hits = Array.from({ length: 8 }, (_, i) => trade(fromMs + 100 + i * 250, 'sell', bid, lots));
    const [found, ...others] = addedBy(iceberg, name, hits);
    assert.deepEqual([found?.side, found?.price, others], ['buy', bid, []]);
    assert.ok(found!.eventMs > fromMs && found!.eventMs < fromMs + REST_MS);
  });

  test(`a trade in ${name} far beyond what is shown is a hidden order`, { skip: skipsWithoutData }, () => {
    const { fromMs, ask, askSize, medianLots } = momentOf(name);
    const hit = trade(fromMs + 101, 'buy', ask, 3 * askSize + 20 * medianLots);
    const [found, ...others] = addedBy(hiddenOrder, name, [hit]);
    assert.deepEqual([found?.side, found?.price, others], ['sell', ask, []]);
    assert.equal(found!.eventMs, fromMs + 101);
  });

  test(`a wall of ${name} that is cancelled is pulled, one that is eaten is not`, {
    skip: skipsWithoutData,
  }, () => {
    const { fromMs, wallLots } = momentOf(name);
    const price = bidForWall(name);
    const lots = 2 * wallLots;
    const stands = book(fromMs + 100, ['bid', price, lots]);
    const gone = book(fromMs + 2000, ['bid', price, 0]);
    const [found, ...others] = addedBy(pulledLiquidity, name, [...stands, ...gone]);
    assert.deepEqual([found?.side, found?.price, found?.variant, others], ['sell', price, 'rapid', []]);
    assert.ok(Math.abs(found!.eventMs - fromMs - 2000) < 100);
    const eaten = trade(fromMs + 1990, 'sell', price, lots);
    assert.deepEqual(addedBy(pulledLiquidity, name, [...stands, eaten, ...gone]), []);
  });

  test(`three walls of ${name} beside one another are one layering`, { skip: skipsWithoutData }, () => {
    const { fromMs, wallLots } = momentOf(name);
    const price = bidForWall(name, 3);
    const stand = book(fromMs + 100, ...layersOf(price, 2 * wallLots));
    const gone = book(fromMs + 2000, ...layersOf(price, 0));
    const [found, ...others] = addedBy(pulledLiquidity, name, [...stand, ...gone]);
    assert.deepEqual([found?.side, found?.price, found?.variant, others], ['sell', price, 'layering', []]);
  });

  test(`a huge order in ${name} is a large trade`, { skip: skipsWithoutData }, () => {
    const { fromMs, bid, wallLots } = momentOf(name);
    const hit = trade(fromMs + 101, 'sell', bid, 50 * wallLots);
    const [found, ...others] = addedBy(largeTrade, name, [hit]);
    assert.deepEqual([found?.side, found?.price, found?.eventMs, others], ['sell', bid, fromMs + 101, []]);
  });
}

function layersOf(price: number, size: number) {
  return [0, 1, 2].map((i) => ['bid', price - i, size] as const);
}
