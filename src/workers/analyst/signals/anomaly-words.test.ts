import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Anomaly } from '../../../detectors/anomalies/anomaly.ts';
import { anomalies } from '../../../detectors/anomalies/index.ts';
import { gapReasons } from '../../../domain/market/feed-record.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { anomalySaying, anomalySayings } from './anomaly-words.ts';
import { toCount, toDuration, toPercent } from './figure-words.ts';

const says = (type: string, figures: Anomaly['figures'], side: Anomaly['side'] = 'none', price = 10_000) =>
  anomalySaying(plainInstrument, type, { side, price, figures });

test('every anomaly has its words, and one that is not known its name', () => {
  assert.deepEqual(Object.keys(anomalySayings).sort(), anomalies.map(({ name }) => name).sort());
  assert.equal(says('new-trouble', {}), 'New trouble.');
  assert.equal(says('toString', {}), 'ToString.');
});

test('a flash crash is told by its way, its size and what is usual', () => {
  const figures = { z: -12, moveTicks: -150, moveBps: -147.8, usualTicks: 12.4, windowSeconds: 5 };
  assert.equal(
    says('flash-crash', figures, 'sell', 9850),
    'The price fell by 1.50 (1.48 %) to 98.50 within 5 s, 12.1 times its usual move in that time.',
  );
  const up = { ...figures, moveTicks: 150, moveBps: 147.8 };
  assert.match(says('flash-crash', up, 'buy', 10_150), /^The price rose by 1\.50 .* 12\.1 times/);
});

test('a liquidity void is told by spread and depth against the usual, and whose depth is gone', () => {
  const figures = { spreadTicks: 30, usualSpreadTicks: 1.4, depthLots: 500, usualDepthLots: 20_000.4 };
  const said = 'The spread is 0.30, usually 0.01, and 0.5 AAA rest near the price, usually 20 AAA';
  assert.equal(says('liquidity-void', figures), `${said}.`);
  assert.equal(says('liquidity-void', figures, 'sell'), `${said}; most is gone of the bids.`);
  assert.equal(says('liquidity-void', figures, 'buy'), `${said}; most is gone of the asks.`);
});

test('extreme volatility is told by how many times the usual and the range', () => {
  const figures = {
    times: 3.24,
    volatilityTicks: 12.3,
    usualTicks: 3.8,
    rangeTicks: 250,
    windowSeconds: 30,
  };
  assert.equal(
    says('extreme-volatility', figures),
    'The price swings 3.2 times as much as usual: in the last 30 s it went over a range of 2.50.',
  );
});

test('a one-sided book is told by the share of the larger side, or by the side that is empty', () => {
  const figures = { imbalance: 0.8, bidLots: 9000, askLots: 1000, lastedMs: 5000 };
  assert.equal(
    says('one-sided-book', figures, 'buy'),
    '90 % of what rests near the price are bids: 9 AAA bid, 1 AAA asked, for 5 s already.',
  );
  assert.match(
    says('one-sided-book', { ...figures, imbalance: -0.8, bidLots: 1000, askLots: 9000 }),
    /^90 % of what rests near the price are asks/,
  );
  const empty = (bidLots: number, askLots: number) =>
    says('one-sided-book', { ...figures, imbalance: Number.NaN, bidLots, askLots });
  assert.equal(empty(0, 2000), 'No bid rests near the price, against asks of 2 AAA.');
  assert.equal(empty(2000, 0), 'No ask rests near the price, against bids of 2 AAA.');
  assert.equal(empty(0, 0), 'No order rests near the price on either side.');
});

test('one-sided flow is told by who traded how much of it', () => {
  const figures = { imbalance: -0.9, boughtLots: 500, soldLots: 9500, usualLots: 4000, windowSeconds: 30 };
  assert.equal(
    says('one-sided-flow', figures, 'sell'),
    'Sellers made 95 % of the volume of the last 30 s: 0.5 AAA bought, 9.5 AAA sold.',
  );
  assert.match(says('one-sided-flow', { ...figures, imbalance: 0.9 }, 'buy'), /^Buyers made 95 %/);
});

test('a whale is told with its size, worth and how many times the large it is', () => {
  const figures = { sizeLots: 26_000_000, usualLots: 2_000_000, worthQuote: 2_601_234, trades: 12 };
  assert.equal(
    says('whale-trade', figures, 'sell', 9990),
    'One order sold 26000 AAA down to 99.90, worth about 2,600,000 BBB and 13 times what is large here.',
  );
  const small = { ...figures, worthQuote: 0.012345 };
  assert.match(says('whale-trade', small, 'buy'), /bought 26000 AAA up to 100\.00, worth about 0\.0123 BBB/);
});

test('a cascade is told by whose positions are closed and what the price did', () => {
  const figures = { orders: 12, sizeLots: 5000, worthQuote: 300_400, movedTicks: -45 };
  assert.equal(
    says('liquidation-cascade', figures, 'sell'),
    '12 forced orders close longs one after another: 5 AAA, worth about 300,000 BBB, while the price fell by 0.45.',
  );
  assert.equal(
    says('liquidation-cascade', { ...figures, movedTicks: 0 }, 'buy'),
    '12 forced orders close shorts one after another: 5 AAA, worth about 300,000 BBB.',
  );
  assert.match(says('liquidation-cascade', { ...figures, movedTicks: 45 }, 'buy'), /the price rose by 0\.45/);
});

test('a gap is told by its reason and how long it lasts, missed trades by number and share', () => {
  const gap = (reason: string, unknownMs = 0) => says('data-gap', { reason, unknownMs }, 'none', Number.NaN);
  assert.equal(gap('sequence'), 'The order book is not known at the moment: a message is missing.');
  assert.equal(
    gap('disconnected', 61_230),
    'The order book has not been known for 61.2 s: the connection was lost.',
  );
  assert.equal(gap('of a newer feed'), 'The order book is not known at the moment.');
  for (const reason of gapReasons) if (reason !== 'start') assert.match(gap(reason), /: .*[a-z]/, reason);
  const missed = (figures: Anomaly['figures']) => says('data-gap', figures, 'none', Number.NaN);
  assert.equal(
    missed({ missedTrades: 32, missedShare: 0.0514 }),
    '32 trades of the last minute are missing, 5 % of all.',
  );
  assert.equal(missed({ missedTrades: 1 }), 'A trade of the last minute is missing.');
});

test('a silent feed and a wrong clock are told in whole units', () => {
  assert.equal(
    says('feed-silent', { silentMs: 15_000 }, 'none', Number.NaN),
    'Nothing has come from the market for 15 s.',
  );
  assert.equal(
    says('feed-silent', { silentMs: 300_000 }, 'none', Number.NaN),
    'Nothing has come from the market for 5 minutes.',
  );
  assert.equal(
    says('feed-silent', { silentMs: 15_000, missing: 'trades and mark prices' }, 'none', Number.NaN),
    'No trades and mark prices have come from the market for 15 s.',
  );
  assert.equal(
    says('clock-skew', { venueAheadMs: -1312.4, uncertaintyMs: 30.2 }, 'none', Number.NaN),
    'The clock of the venue is 1.3 s behind ours, give or take 30 ms.',
  );
  assert.match(says('clock-skew', { venueAheadMs: 700, uncertaintyMs: 9 }), /is 700 ms ahead of ours/);
});

test('numbers are as long as people read them', () => {
  assert.deepEqual([3.04, 99.96, 123.4, -2.55].map(toCount), ['3', '100', '123', '2.6']);
  assert.deepEqual([0, 0.0004, 0.004, 0.056, 1].map(toPercent), [
    '0 %',
    'less than 0.1 %',
    '0.4 %',
    '6 %',
    '100 %',
  ]);
  assert.deepEqual([0.3, 999, 1049, 119_000, 120_000].map(toDuration), [
    '0 ms',
    '999 ms',
    '1 s',
    '119 s',
    '2 minutes',
  ]);
});
