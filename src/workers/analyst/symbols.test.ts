import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { FeedKind } from '../../domain/market/feed-record.ts';
import type { InstrumentState } from '../../domain/order-flow/market-words.ts';
import { plainInstrument } from '../../domain/order-flow/testing/records.ts';
import { analystSettings } from './settings.ts';
import { Symbols } from './symbols.ts';

const settings = analystSettings.parse({ cvdReset: 'never', disabled: [], detectors: {}, signals: {} });
const stateOf = (id: string): InstrumentState => ({
  ...{ ...plainInstrument, id, state: 'live', says: null, lastMs: null },
  ...{ messagesPerSecond: 0, gaps: 0, compared: 0, exact: 0 },
});

function open() {
  const resent: number[] = [];
  let unknown = 0;
  const symbols = new Symbols({
    ...{ settings, clock: createManualClock(), listenerOf: () => ({}) },
    resend: (index) => resent.push(index),
    onFollow() {},
  });
  symbols.onUnknown = () => {
    unknown++;
  };
  symbols.follow([stateOf('spot:A'), stateOf('spot:B')]);
  resent.length = 0;
  let sequence = 0;
  const say = (instrument: number, kind: FeedKind, price = 0, size = 0) => {
    const record = { kind, instrument, eventMs: 1000, receivedMs: 1000, price, size, id: 1 };
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
  return { symbols, resent, say, book, areKnown, skip, unknown: () => unknown };
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

test('an instrument that nobody follows is not found', () => {
  assert.equal(open().symbols.byId('spot:NOPE'), undefined);
});
