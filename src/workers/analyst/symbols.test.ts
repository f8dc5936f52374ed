import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { FeedKind } from '../../domain/market/feed-record.ts';
import type { InstrumentState } from '../../domain/order-flow/market-words.ts';
import { plainInstrument } from '../../domain/order-flow/testing/records.ts';
import { analystSettings } from './settings.ts';
import { Symbols } from './symbols.ts';

const settings = analystSettings.parse({ cvdReset: 'never', disabled: [], detectors: {}, signals: {} });
const stateOf = (id: string, index: number): InstrumentState & { index: number } => ({
  index,
  ...{ ...plainInstrument, id, state: 'live', says: null, lastMs: null },
  ...{ messagesPerSecond: 0, gaps: 0, compared: 0, exact: 0 },
});

function open() {
  const resent: number[] = [];
  const pulses: number[] = [];
  let unknown = 0;
  const symbols = new Symbols({
    ...{ settings, clock: createManualClock(), listenerOf: () => ({}) },
    resend: (index) => resent.push(index),
    onPulse: (written) => pulses.push(written),
  });
  symbols.onUnknown = () => {
    unknown++;
  };
  symbols.follow([stateOf('spot:A', 0), stateOf('spot:B', 1)]);
  resent.length = 0;
  let sequence = 0;
  const say = (instrument: number, kind: FeedKind, price = 0, size = 0, id = 1) => {
    const record = { kind, instrument, eventMs: 1000, receivedMs: 1000, price, size, id };
    symbols.accept(record, sequence++);
  };
  const book = (instrument: number) => {
    say(instrument, 'snapshot');
    say(instrument, 'bid', 99, 1);
    say(instrument, 'ask', 101, 1);
    say(instrument, 'depth');
  };
  const areKnown = () => [...symbols.all].map(({ run }) => run.view.isBookKnown);
  const skip = (count: number) => {
    sequence += count;
  };
  return { symbols, resent, pulses, say, book, areKnown, skip, unknown: () => unknown };
}

test('records that were missed make every book unknown until it came again whole', () => {
  const { symbols, resent, say, book, areKnown, skip } = open();
  book(0);
  book(1);
  assert.deepEqual([areKnown(), resent], [[true, true], []]);
  skip(500);
  say(0, 'bid', 98, 5);
  assert.deepEqual([areKnown(), resent, symbols.missed], [[false, false], [0, 1], 500]);
  book(1);
  assert.deepEqual(areKnown(), [false, true]);
  book(0);
  assert.deepEqual([areKnown(), resent.length], [[true, true], 2]);
});

test('a record of an instrument that is not known yet asks for the list', () => {
  const { say, unknown } = open();
  say(7, 'depth');
  assert.equal(unknown(), 1);
});

test('a replay that another took the place of is forgotten, what is live is not', () => {
  const { symbols, say, unknown } = open();
  const replayOf = (id: string, index: number) => ({ ...stateOf(id, index), origin: 'replay' as const });
  const ids = () => [...symbols.all].map(({ run }) => run.instrument.id);
  symbols.follow([stateOf('spot:A', 0), replayOf('replay:spot:A', 2)]);
  assert.deepEqual(ids(), ['spot:A', 'spot:B', 'replay:spot:A']);
  symbols.follow([replayOf('replay:spot:A:2', 3)]);
  assert.deepEqual(ids(), ['spot:A', 'spot:B', 'replay:spot:A:2']);
  say(2, 'depth');
  assert.equal(unknown(), 1);
});

test('the pulse of a replay is told on, so that it waits for this reader', () => {
  const { symbols, say, pulses } = open();
  symbols.follow([{ ...stateOf('replay:spot:A', 2), origin: 'replay' }]);
  say(0, 'pulse', 0, 0, 5);
  say(2, 'pulse', 0, 0, 900);
  assert.deepEqual(pulses, [900]);
});

test('an instrument that nobody follows is not found', () => {
  assert.equal(open().symbols.byId('spot:NOPE'), undefined);
});
