import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordings } from '../../../domain/order-flow/testing/recordings.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { shownFigures, shownPrice, shownSize } from './human-units.ts';
import { detectionOf } from './testing/made-by-hand.ts';
import { toSentence } from './to-sentence.ts';

const plain = { confirmations: [], conflicts: [], invalidation: 9970, stop: 9950 };

test('an absorption is told with what attacked, where, where it would be wrong, and where the stop lies behind that', () => {
  const detection = detectionOf({ figures: { aggressionLots: 45_213, progressTicks: 2 } });
  assert.equal(
    toSentence(plainInstrument, { ...plain, type: 'absorption', detection }),
    'Buy AAABBB: sellers hit 100.00 with 45.213 AAA and moved it by no more than 0.02: the bid took it all and stands; wrong below 99.70, stop 99.50.',
  );
});

test('confirmations and conflicts are named, of many the first three', () => {
  const told = toSentence(plainInstrument, {
    ...{ type: 'new-pattern', detection: detectionOf({ side: 'sell' }) },
    ...{ invalidation: 10_030, stop: 10_050 },
    confirmations: ['iceberg', 'large-trade', 'breakout', 'absorption', 'exhaustion'],
    conflicts: ['delta-divergence'],
  });
  assert.equal(
    told,
    'Sell AAABBB: new pattern at 100.00 speaks for sellers; confirmed by iceberg, large trade, breakout and 2 more; against it delta divergence; wrong above 100.30, stop 100.50.',
  );
});

test('prices are shown with the digits of a tick, sizes with those they need', () => {
  const shown = recordings.map(({ instrument }) => [
    shownPrice(instrument, 123_456),
    shownSize(instrument, 1_234_500),
  ]);
  assert.deepEqual(shown, [
    ['12345.6', '1234.5 BTC'],
    ['12345.6', '1234500 contracts'],
    ['1234.56', '123.45 ETH'],
  ]);
});

test('figures carry their unit in the name, in exact decimals; what is no number is left out', () => {
  const figures = {
    wallLots: 1500,
    levelTicks: 10_001,
    meanLots: 2.6,
    share: 1 / 3,
    z: Number.NaN,
    age: 12,
    why: 'so',
  };
  assert.deepEqual(shownFigures(plainInstrument, figures), {
    ...{ wallBase: '1.5', levelQuote: '100.01', meanBase: '0.003', share: 0.333333, age: 12, why: 'so' },
  });
  const contracts = recordings[1]!.instrument;
  assert.deepEqual(shownFigures(contracts, { wallLots: -7 }), { wallContracts: '-7' });
});
