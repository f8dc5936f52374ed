import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gapReasons } from '../market/feed-record.ts';
import { createFlowState, type FlowSettings } from './flow-state.ts';
import type { FlowView } from './flow-view.ts';
import { depthRecords, plainInstrument, toRecord } from './testing/records.ts';

/** Eight o'clock: a whole minute. */
const T0 = 28_800_000;
const DAY_MS = 86_400_000;

function started(settings: Partial<FlowSettings> = {}) {
  const calls: string[] = [];
  const flow = createFlowState(
    plainInstrument,
    {
      onTrade: ({ price, size, aggressor }) => calls.push(`${aggressor} ${size} at ${price}`),
      onDepth: () => calls.push('depth'),
      onSecond: ({ seconds, nowMs }) => calls.push(`second ${seconds.startMs(0) - T0} at ${nowMs - T0}`),
      onBar: ({ openMs }) => calls.push(`bar ${openMs - T0}`),
      onGap: () => calls.push('gap'),
    },
    settings,
  );
  return { ...flow, calls, takeCalls: () => calls.splice(0) };
}

const changesOf = ({ changes: { count, sides, prices, before, after } }: FlowView) =>
  Array.from({ length: count }, (_, i) => [sides[i], prices[i], before[i], after[i]]);

test('a trade that ends seconds and a bar tells these first, oldest first, and then itself', () => {
  const { accept, view, takeCalls } = started();
  accept(toRecord('buy', T0 + 57_900, 100, 2));
  assert.deepEqual(takeCalls(), ['buy 2 at 100']);
  accept(toRecord('sell', T0 + 60_500, 99, 3));
  assert.deepEqual(takeCalls(), [
    'second 57000 at 58000',
    'second 58000 at 59000',
    'second 59000 at 60000',
    'bar 0',
    'sell 3 at 99',
  ]);
  assert.deepEqual([view.nowMs, view.startedMs, view.cvd, view.price], [T0 + 60_500, T0 + 57_900, -1, 99]);
  assert.deepEqual([view.bars.length, view.bar?.openMs], [1, T0 + 60_000]);
});

test('a second without a trade has the close before it and no volume', () => {
  const { accept, view } = started();
  accept(toRecord('buy', T0, 100, 2));
  accept(toRecord('sell', T0 + 1, 98, 3));
  accept(toRecord('buy', T0 + 2000, 101, 1));
  const { seconds } = view;
  const read = (age: number) => [seconds.buy(age), seconds.sell(age), seconds.open(age), seconds.high(age)];
  assert.deepEqual([read(1), seconds.low(1), seconds.close(1)], [[2, 3, 100, 100], 98, 98]);
  assert.deepEqual([read(0), seconds.low(0), seconds.close(0)], [[0, 0, 98, 98], 98, 98]);
  assert.ok(Number.isNaN(seconds.buy(2)) && Number.isNaN(seconds.close(-1)));
});

test('a late record counts now and does not turn time back, and a record without a time does not move it', () => {
  const { accept, view } = started();
  accept(toRecord('buy', T0 + 60_010, 100, 2));
  accept(toRecord('buy', T0 + 59_990, 101, 2));
  accept(toRecord('bestBid', 0, 99, 1));
  assert.deepEqual([view.nowMs, view.bar?.trades, view.bar?.openMs], [T0 + 60_010, 2, T0 + 60_000]);
  assert.equal(view.touch.bid, 99);
});

test('after a hole of hours the last hour of seconds is caught up, and the ring holds it without a break', () => {
  const { accept, view, takeCalls } = started();
  accept(toRecord('buy', T0, 100, 2));
  accept(toRecord('buy', T0 + 10 * 3_600_000 + 1, 100, 2));
  const calls = takeCalls();
  assert.equal(calls.filter((call) => call.startsWith('second')).length, 3601);
  assert.equal(calls.filter((call) => call.startsWith('bar')).length, 1);
  assert.equal(view.seconds.length, 3600);
  assert.equal(view.seconds.startMs(0), T0 + 10 * 3_600_000 - 1000);
  assert.equal(view.seconds.startMs(3599), T0 + 9 * 3_600_000);
});

test('a book is known from its snapshot to a gap, and what comes without one is not taken', () => {
  const { accept, view, takeCalls } = started();
  for (const record of depthRecords(T0, [[99, 1]], [[101, 1]])) accept(record);
  assert.deepEqual([view.isBookKnown, view.book.bids.size, takeCalls()], [false, 0, []]);
  for (const record of depthRecords(T0, [[99, 1]], [[101, 1]], true)) accept(record);
  assert.deepEqual([view.isBookKnown, view.bookMs, takeCalls()], [true, T0, ['depth']]);
  assert.deepEqual({ ...view.touch }, { bid: 99, bidSize: 1, ask: 101, askSize: 1 });
  accept(toRecord('gap', T0 + 5));
  assert.deepEqual([view.isBookKnown, takeCalls()], [false, ['gap']]);
});

test('changes are those of the last depth event, without levels that stayed and without a snapshot', () => {
  const { accept, view } = started();
  for (const record of depthRecords(T0, [[99, 1]], [[101, 1]], true)) accept(record);
  assert.deepEqual(changesOf(view), []);
  accept(toRecord('bid', T0 + 1, 99, 4));
  accept(toRecord('bid', T0 + 1, 98, 2));
  accept(toRecord('ask', T0 + 1, 101, 1));
  accept(toRecord('ask', T0 + 1, 102, 7));
  accept(toRecord('depth', T0 + 1, 0, 4));
  assert.deepEqual(changesOf(view), [
    [1, 99, 1, 4],
    [1, 98, 0, 2],
    [-1, 102, 0, 7],
  ]);
  for (const record of depthRecords(T0 + 2, [], [])) accept(record);
  assert.deepEqual(changesOf(view), []);
});

test('what was traded at a price counts up to the end of the next depth event', () => {
  const traded: number[] = [];
  const { accept, view } = createFlowState(plainInstrument, {
    onDepth: (flow) => traded.push(flow.tradedSinceDepth(101, 'buy'), flow.tradedSinceDepth(101, 'sell')),
  });
  for (const record of depthRecords(T0, [[99, 1]], [[101, 1]], true)) accept(record);
  accept(toRecord('buy', T0 + 1, 101, 3));
  accept(toRecord('buy', T0 + 1, 101, 4));
  assert.equal(view.tradedSinceDepth(101, 'buy'), 7);
  for (const record of depthRecords(T0 + 2, [], [[101, 2]])) accept(record);
  assert.equal(view.tradedSinceDepth(101, 'buy'), 0);
  assert.deepEqual(traded, [0, 0, 7, 0]);
});

test('the imbalance of a second is the sum of what each change of the touch added', () => {
  const { accept, view } = started();
  const events = [
    depthRecords(T0, [[99, 5]], [[101, 4]], true),
    // bid grows by 2: +2
    depthRecords(T0 + 1, [[99, 7]], []),
    // better bid of 3: +3; ask loses 1: +1
    depthRecords(T0 + 2, [[100, 3]], [[101, 3]]),
    // bid falls back: −3; new best ask below is 6: −6
    depthRecords(T0 + 3, [[100, 0]], [[100, 6]]),
  ];
  for (const record of events.flat()) accept(record);
  accept(toRecord('gap', T0 + 4));
  for (const record of depthRecords(T0 + 5, [[50, 90]], [[60, 1]], true)) accept(record);
  accept(toRecord('bestBid', T0 + 1000, 50, 90));
  assert.equal(view.seconds.ofi(0), 2 + 3 + 1 - 3 - 6);
  assert.deepEqual([view.seconds.spread(0), view.seconds.meanSpread(0)], [10, (2 + 2 + 1 + 1 + 10) / 5]);
});

test('the cumulative delta begins anew at the UTC day where that is set', () => {
  for (const [cvdReset, cvd] of [
    ['never', 7],
    ['utc-day', 5],
  ] as const) {
    const { accept, view } = started({ cvdReset });
    accept(toRecord('buy', DAY_MS - 500, 100, 2));
    assert.equal(view.cvd, 2);
    accept(toRecord('buy', DAY_MS + 500, 100, 5));
    assert.equal(view.cvd, cvd);
  }
});

test('the mean true range is known from the third bar on and spans the closes between bars', () => {
  const { accept, view } = started();
  const closes = [100, 110, 95];
  closes.forEach((price, minute) => {
    accept(toRecord('buy', T0 + minute * 60_000, price, 1));
    assert.ok(Number.isNaN(view.atr));
  });
  accept(toRecord('buy', T0 + 180_000, 95, 1));
  assert.equal(view.atr, (0 + 10 + 15) / 3);
});

test('a listener that throws does not have the same second told again', () => {
  const told: number[] = [];
  const { accept, view } = createFlowState(plainInstrument, {
    onSecond: ({ seconds }) => {
      told.push(seconds.startMs(0) - T0);
      if (told.length === 1) throw new Error('planted');
    },
  });
  accept(toRecord('buy', T0, 100, 1));
  assert.throws(() => accept(toRecord('mark', T0 + 3000)), /planted/);
  accept(toRecord('mark', T0 + 3001));
  assert.deepEqual([told, view.nowMs], [[0, 1000, 2000], T0 + 3001]);
});

test('a trade that comes after a depth event of the next minute is still of its own', () => {
  const closes: number[] = [];
  const { accept } = createFlowState(plainInstrument, { onBar: ({ close }) => closes.push(close) });
  accept(toRecord('buy', 59_000, 100, 1));
  accept(toRecord('depth', 60_004, 0, 0));
  accept(toRecord('buy', 59_998, 101, 1));
  accept(toRecord('buy', 60_010, 102, 1));
  assert.deepEqual(closes, [101]);
});

test('the delta told at the close of a bar is without the trade that ends it', () => {
  const told: number[] = [];
  const { accept, view } = createFlowState(plainInstrument, {
    onBar: (_, { cvd, price }) => told.push(cvd, price),
  });
  accept(toRecord('buy', T0 + 59_900, 100, 2));
  accept(toRecord('sell', T0 + 60_500, 99, 3));
  assert.deepEqual([told, view.cvd], [[2, 100], -1]);
});

test('the last bar of a day is told with the delta of its own day, whatever ends it', () => {
  for (const next of [toRecord('buy', DAY_MS + 500, 100, 5), toRecord('mark', DAY_MS + 1000)]) {
    const told: number[] = [];
    const { accept, view } = createFlowState(
      plainInstrument,
      { onBar: (_, { cvd }) => told.push(cvd) },
      { cvdReset: 'utc-day' },
    );
    accept(toRecord('buy', DAY_MS - 500, 100, 2));
    accept(toRecord('mark', DAY_MS + 10));
    accept(toRecord('buy', DAY_MS - 1, 100, 1));
    accept(next);
    assert.deepEqual([told, view.cvd], [[3], next.size]);
  }
});

test('the book is as old as its depth event, and as the newest record where that has no time', () => {
  const { accept, view } = started();
  for (const record of depthRecords(T0, [[99, 1]], [[101, 1]], true)) accept(record);
  accept(toRecord('buy', T0 + 400, 101, 1));
  accept(toRecord('depth', T0 + 300));
  assert.equal(view.bookMs, T0 + 300);
  accept(toRecord('depth', 0));
  assert.equal(view.bookMs, T0 + 400);
});

test('a trade that was filled in later counts in sums alone', () => {
  const late: unknown[] = [];
  const inTime: number[] = [];
  const { accept, view } = createFlowState(plainInstrument, {
    onTrade: ({ id }) => inTime.push(id),
    onLateTrade: ({ id, price, size, eventMs }) => late.push([id, price, size, eventMs]),
  });
  for (const record of depthRecords(T0, [[99, 1]], [[101, 1]], true)) accept(record);
  accept(toRecord('buy', T0 + 10_000, 100, 2, 1));
  accept(toRecord('sell', T0 + 8_999, 50, 7, 2));
  accept(toRecord('buy', T0 + 9_000, 101, 1, 3));
  assert.deepEqual([inTime, late], [[1, 3], [[2, 50, 7, T0 + 8_999]]]);
  assert.deepEqual([view.price, view.cvd, view.tradedSinceDepth(50, 'sell')], [101, 2 - 7 + 1, 0]);
  const { open, high, low, close, ask, bid, trades } = view.bar!;
  assert.deepEqual([open, high, low, close, ask, bid, trades], [100, 101, 100, 101, 3, 7, 3]);
  accept(toRecord('mark', T0 + 11_000));
  assert.deepEqual([view.seconds.sell(0), view.seconds.low(0)], [0, 100]);
});

test('a bar of which trades are missing is partial: the first, one with a hole in it, and one that ended before the hole showed', () => {
  const flow = createFlowState(plainInstrument);
  const { accept, view } = flow;
  const gap = (reason: (typeof gapReasons)[number]) => toRecord('gap', 0, 0, gapReasons.indexOf(reason));
  const partial = () => [...view.bars, view.bar!].map(({ isPartial }) => isPartial);
  assert.equal(flow.wholeFromMs, Number.POSITIVE_INFINITY);
  accept(toRecord('buy', T0 + 30_000, 100, 1));
  accept(toRecord('buy', T0 + 60_000, 100, 1));
  accept(gap('sequence'));
  accept(toRecord('buy', T0 + 120_000, 100, 1));
  assert.deepEqual(partial(), [true, false, false]);
  accept(toRecord('depth', T0 + 150_000));
  accept(gap('disconnected'));
  assert.equal(flow.wholeFromMs, Number.POSITIVE_INFINITY);
  accept(toRecord('buy', T0 + 190_000, 100, 1));
  accept(toRecord('buy', T0 + 240_000, 100, 1));
  assert.deepEqual(partial(), [true, false, true, true, false]);
  assert.equal(flow.wholeFromMs, T0 + 190_000);
  accept(toRecord('depth', T0 + 310_000));
  accept(toRecord('missedTrades', T0 + 310_000, 0, 3));
  accept(toRecord('buy', T0 + 310_000, 100, 1));
  assert.deepEqual(partial(), [true, false, true, true, true, true]);
});

test('a feed that begins with a minute sees it whole, and what is asked for afterwards does not end a hole', () => {
  const { accept, view } = createFlowState(plainInstrument);
  accept(toRecord('buy', T0, 100, 1));
  assert.equal(view.bar?.isPartial, false);
  accept(toRecord('depth', T0 + 70_000));
  accept(toRecord('gap', 0, 0, gapReasons.indexOf('overrun')));
  accept(toRecord('buy', T0 + 60_000, 100, 1));
  accept(toRecord('buy', T0 + 71_000, 100, 1));
  assert.deepEqual([view.bars[0]?.isPartial, view.bar?.isPartial], [false, true]);
});
