import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { createOutcomeTracker, type TrackerChoices } from './create-outcome-tracker.ts';
import { signalOf, T0 } from './testing/made-by-hand.ts';
import { type Happening, naiveOutcome } from './testing/naive-outcome.ts';

const MINUTE_MS = 60_000;

/** The last that was told of each signal. */
function play(story: readonly Happening[], choices: TrackerChoices = {}) {
  const tracker = createOutcomeTracker(plainInstrument, choices);
  const told = new Map<string, SignalOutcome>();
  const updates: string[] = [];
  for (const each of story) {
    if (each.kind === 'signal') tracker.add(each.signal);
    else if (each.kind === 'trade') tracker.onTrade(each.atMs, each.price);
    else if (each.kind === 'gap') tracker.onGap();
    else
      for (const outcome of tracker.onSecond(each.atMs)) {
        told.set(outcome.signalId, outcome);
        updates.push(`${outcome.signalId} ${outcome.end} ${outcome.returnsBps.map(String).join()}`);
      }
  }
  return { tracker, told, updates };
}

const trade = (atMs: number, price: number): Happening => ({ kind: 'trade', atMs: T0 + atMs, price });
const second = (atMs: number): Happening => ({ kind: 'second', atMs: T0 + atMs });
const add = (signal: ReturnType<typeof signalOf>): Happening => ({
  kind: 'signal',
  atMs: signal.eventMs,
  signal,
});

test('returns are by the last trade up to each horizon, and each is told once it is known', () => {
  const { updates, told, tracker } = play([
    add(signalOf('a')),
    trade(1000, 10_010),
    trade(MINUTE_MS, 10_020),
    second(MINUTE_MS),
    trade(MINUTE_MS + 1, 9990),
    second(MINUTE_MS + 1000),
    second(5 * MINUTE_MS + 1000),
    second(60 * MINUTE_MS + 1000),
    second(61 * MINUTE_MS),
  ]);
  assert.deepEqual(updates, [
    'a open 20,null,null,null',
    'a open 20,-10,null,null',
    'a expired 20,-10,-10,-10',
  ]);
  assert.deepEqual(told.get('a'), {
    ...{ signalId: 'a', returnsBps: [20, -10, -10, -10], drawdownBps: -10, bestBps: 20 },
    ...{ end: 'expired', endMs: T0 + 60 * MINUTE_MS, endBps: -10 },
  });
  assert.equal(tracker.open, 0);
});

test('a stop counts at the trade that reached it, a target at its own price, and only the first of them', () => {
  const sell = signalOf('sell', { side: 'sell', stopTicks: 10_050, targetTicks: 9950 });
  const { told } = play([
    add(signalOf('buy')),
    add(sell),
    trade(1000, 9890),
    trade(2000, 10_200),
    second(3000),
  ]);
  const ends = ['buy', 'sell'].map((id) => told.get(id)).map((it) => [it?.end, it?.endBps, it?.endMs]);
  assert.deepEqual(ends, [
    ['stop', -110, T0 + 1000],
    ['target', 50, T0 + 1000],
  ]);
});

test('a hole in the feed cuts what is open and leaves later returns unknown, but not what had ended', () => {
  const { told, tracker } = play([
    add(signalOf('ended')),
    trade(1000, 10_100),
    add(signalOf('open', { targetTicks: 20_000 })),
    second(2 * MINUTE_MS),
    { kind: 'gap', atMs: T0 + 2 * MINUTE_MS },
    trade(3 * MINUTE_MS, 20_000),
    second(70 * MINUTE_MS),
  ]);
  const seen = ['ended', 'open'].map((id) => told.get(id)).map((it) => [it?.end, it?.endBps, it?.returnsBps]);
  assert.deepEqual(seen, [
    ['target', 100, [100, null, null, null]],
    ['cut', null, [100, null, null, null]],
  ]);
  assert.equal(tracker.open, 0);
});

test('of too many the oldest is given up, and told', () => {
  const ids = ['a', 'b', 'c'];
  const { told, tracker } = play([...ids.map((id) => add(signalOf(id))), second(1000)], { maxOpen: 2 });
  assert.deepEqual([tracker.dropped, tracker.open], [1, 2]);
  assert.deepEqual(
    [...told.values()].map(({ signalId, end }) => [signalId, end]),
    [['a', 'cut']],
  );
});

test('a signal that is followed already stays as it is', () => {
  const tracker = createOutcomeTracker(plainInstrument);
  tracker.add(signalOf('a'));
  tracker.onTrade(T0 + 1, 9800);
  tracker.add(signalOf('a', { stopTicks: 1 }));
  assert.deepEqual([tracker.open, tracker.onSecond(T0 + 1000)[0]?.end], [1, 'stop']);
  assert.deepEqual(tracker.onSecond(T0 + 2000), []);
});

test('each return after five minutes is learned from, with the score that the signal had', () => {
  const learned: unknown[] = [];
  const calibration = { add: (...known: unknown[]) => void learned.push(known) };
  const figures = { score: 0.35 };
  const story = [add(signalOf('a', { figures })), add(signalOf('b', { side: 'sell', stopTicks: 20_000 }))];
  play([...story, trade(1000, 10_001), second(5 * MINUTE_MS), trade(6 * MINUTE_MS, 5000)], { calibration });
  assert.deepEqual(learned, [
    ['absorption', 0.35, true],
    ['absorption', 0.5, false],
  ]);
});

const step = fc.record({
  pauseMs: fc.oneof(fc.nat(2000), fc.nat(20 * MINUTE_MS), fc.constantFrom(MINUTE_MS, 5 * MINUTE_MS, 0)),
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('trade' as const) },
    { weight: 3, arbitrary: fc.constant('signal' as const) },
    { weight: 1, arbitrary: fc.constant('gap' as const) },
    { weight: 3, arbitrary: fc.constant('second' as const) },
  ),
  move: fc.integer({ min: -60, max: 60 }),
  isBuy: fc.boolean(),
  risk: fc.integer({ min: 1, max: 120 }),
});

/** Prices walk; a signal comes at the last of them. */
const stories = fc.array(step, { minLength: 1, maxLength: 60 }).map((steps) => {
  let [atMs, price] = [T0, 10_000];
  const story: Happening[] = [{ kind: 'trade', atMs, price }];
  for (const { pauseMs, kind, move, isBuy, risk } of steps) {
    atMs += pauseMs;
    if (kind === 'trade') price += move;
    const sign = isBuy ? 1 : -1;
    const signal = () =>
      signalOf(`s${story.length}`, {
        ...{ side: isBuy ? 'buy' : 'sell', eventMs: atMs, entry: price },
        ...{ stopTicks: price - sign * risk, targetTicks: price + sign * risk },
      });
    if (kind === 'trade') story.push({ kind, atMs, price });
    else story.push(kind === 'signal' ? { kind, atMs, signal: signal() } : { kind, atMs });
  }
  return [...story, { kind: 'second', atMs: atMs + 1000 } as const];
});

test('whatever happens, each outcome is what the whole story says', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { told } = play(story);
      for (const each of story) {
        if (each.kind !== 'signal') continue;
        const expected = naiveOutcome(story, each.signal);
        const isNew = expected.end === 'open' && expected.returnsBps.every((bps) => bps === null);
        if (isNew) continue;
        const { drawdownBps, bestBps, ...rest } = told.get(each.signal.id)!;
        const { drawdownBps: worst, bestBps: best, ...known } = expected;
        assert.deepEqual(rest, known);
        const isOver = known.returnsBps[3] !== null || known.end === 'cut';
        if (isOver) assert.deepEqual([drawdownBps, bestBps], [worst, best]);
      }
    }),
    { numRuns: 400 },
  );
});
