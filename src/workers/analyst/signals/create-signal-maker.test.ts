import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../../../test/recorded-data.ts';
import { detectors } from '../../../detectors/index.ts';
import { fromRecording, type RecordingName } from '../../../detectors/testing/from-recording.ts';
import { play } from '../../../detectors/testing/scenario.ts';
import { parsePrice } from '../../../domain/market/instrument.ts';
import { type Signal, signal as signalSchema } from '../../../domain/order-flow/signal.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { createCalibration } from './calibration.ts';
import { createSignalMaker, type MakerChoices } from './create-signal-maker.ts';
import { signalSettings } from './signal-settings.ts';
import { detectionOf, T0, viewOf } from './testing/made-by-hand.ts';

function started(settings: object = {}, choices: MakerChoices = {}) {
  const maker = createSignalMaker(plainInstrument, signalSettings.parse(settings), choices);
  const tell = (type: string, atMs = 0, changes: Parameters<typeof detectionOf>[0] = {}) =>
    maker.onDetection(type, detectionOf({ eventMs: T0 + atMs, ...changes }), viewOf({ nowMs: T0 + atMs }));
  return { ...maker, maker, tell };
}

test('a clear detection becomes a signal with everything that a trader needs', () => {
  const { tell } = started();
  tell('delta-divergence', -150_000, { strength: 1, variant: 'bar', price: 9990 });
  tell('large-trade', -1000, { strength: 0, side: 'sell', price: 10_002 });
  const made = tell('absorption', 0.75, {
    ...{ strength: 1, price: 9998, invalidation: 9996, trades: { from: 7, to: 9 } },
    figures: { aggressionLots: 1500, progressTicks: 1 },
  });
  assert.deepEqual(made, {
    ...{ id: `spot:AAABBB-absorption-${T0}-1`, instrument: 'spot:AAABBB', type: 'absorption', variant: null },
    ...{ side: 'buy', eventMs: T0 + 0.75, price: '100.00', isCalibrated: false, priority: 'high' },
    confidence: 0.6693,
    ...{ stop: '99.86', targets: ['100.14', '100.28'], invalidation: '99.96' },
    confirmations: [
      {
        ...{ type: 'delta-divergence', variant: 'bar', side: 'buy' },
        ...{ eventMs: T0 - 150_000, price: '99.90', strength: 1 },
      },
    ],
    conflicts: [
      {
        ...{ type: 'large-trade', variant: null, side: 'sell' },
        ...{ eventMs: T0 - 1000, price: '100.02', strength: 0 },
      },
    ],
    says:
      'Buy AAABBB: sellers hit 99.98 with 1.5 AAA and moved it by no more than 0.01: the bid took it all and stands; ' +
      'confirmed by delta divergence; against it large trade; wrong below 99.96, stop 99.86.',
    figures: { patternQuote: '99.98', aggressionBase: '1.5', progressQuote: '0.01', score: 0.6693 },
    trades: { from: 7, to: 9 },
    correlationId: `spot:AAABBB-delta-divergence-${T0 - 150_000}-1`,
  });
});

test('what is not clear enough, speaks for neither side or only accompanies others leads to none, and counts all the same', () => {
  const { tell } = started();
  assert.equal(tell('absorption', 0, { strength: 0.19 }), undefined);
  assert.equal(tell('iceberg', 1, { side: 'none' }), undefined);
  assert.equal(tell('order-flow-imbalance', 2, { strength: 1 }), undefined);
  const made = tell('breakout', 3);
  assert.deepEqual(
    made?.confirmations.map(({ type }) => type),
    ['order-flow-imbalance', 'absorption'],
  );
  assert.equal(made?.figures['context'], 'iceberg × 1');
});

test('thresholds and silence can be set for each type', () => {
  const { tell, heldBack } = started({ leastStrength: { iceberg: 0.6 }, throttlesMs: { breakout: 100_000 } });
  assert.equal(tell('iceberg', 0, { strength: 0.59 }), undefined);
  assert.ok(tell('iceberg', 0, { strength: 0.6 }));
  assert.equal(tell('iceberg', 29_999, { strength: 0.7 }), undefined);
  assert.ok(tell('iceberg', 30_000, { strength: 0.6 }));
  assert.ok(tell('breakout', 0));
  assert.equal(tell('breakout', 99_999), undefined);
  assert.ok(tell('breakout', 100_000));
  assert.deepEqual(heldBack, { throttled: 2, contradicted: 0 });
});

test('what contradicts lowers the confidence, and holds the signal back where it is too much', () => {
  const { tell, heldBack } = started();
  const alone = tell('absorption', 0, { strength: 1 })!;
  tell('iceberg', 30_000, { side: 'sell', strength: 1 });
  const contradicted = tell('absorption', 30_000, { strength: 1 })!;
  assert.ok(contradicted.confidence < alone.confidence);
  tell('breakout', 60_000, { side: 'sell', strength: 1 });
  assert.equal(tell('absorption', 60_000, { strength: 1 }), undefined);
  assert.deepEqual(heldBack, { throttled: 0, contradicted: 1 });
  assert.ok(tell('absorption', 400_000, { strength: 1 }), 'the window is over');
});

test('signals of one side that follow one another are of one chain, and several of one moment are numbered', () => {
  const { tell } = started({ throttleMs: 0 });
  const first = tell('absorption', 0)!;
  assert.equal(tell('breakout', 200_000)?.correlationId, first.id);
  assert.equal(tell('iceberg', 400_000)?.correlationId, first.id);
  assert.equal(tell('iceberg', 400_000)?.id, `spot:AAABBB-iceberg-${T0 + 400_000}-2`);
  const later = tell('iceberg', 800_000)!;
  assert.equal(later.correlationId, later.id);
});

test('once enough outcomes are known the confidence is how often signals like it were right', () => {
  const calibration = createCalibration([{ type: 'absorption', step: 5, count: 998, hits: 699 }]);
  const made = started({}, { calibration }).tell('absorption')!;
  assert.deepEqual([made.confidence, made.isCalibrated, made.priority], [0.7, true, 'high']);
  assert.equal(made.figures['score'], 0.5);
});

function signalsOf(name: RecordingName): Signal[] {
  const { instrument, records } = fromRecording(name);
  const maker = createSignalMaker(instrument, signalSettings.parse({}));
  const found: { type: string; detection: ReturnType<typeof detectionOf> }[] = [];
  const made: Signal[] = [];
  const runs = detectors.map(({ name, settings, create }) => [name, create(settings.parse({}))] as const);
  for (const [type, run] of runs)
    for (const detection of play<ReturnType<typeof detectionOf>>(records, run, instrument))
      found.push({ type, detection });
  found.sort((a, b) => a.detection.eventMs - b.detection.eventMs);
  for (const { type, detection } of found) {
    const view = viewOf({ nowMs: detection.eventMs, price: detection.price, atr: Number.NaN });
    const signal = maker.onDetection(type, detection, view);
    if (signal) made.push(signal);
  }
  return made;
}

test('of a recording every replay makes the same signals, each complete', { skip: skipsWithoutData }, () => {
  const { instrument } = fromRecording('spot');
  const made = signalsOf('spot');
  assert.ok(made.length > 5);
  assert.deepEqual(signalsOf('spot'), made);
  assert.equal(new Set(made.map(({ id }) => id)).size, made.length);
  for (const signal of made) {
    signalSchema.parse(signal);
    assert.doesNotMatch(signal.says, /NaN|undefined|Infinity/);
    for (const price of [signal.price, signal.stop, ...signal.targets])
      assert.ok(Number.isSafeInteger(parsePrice(instrument, price)));
  }
});
