import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FlowView } from '../../../domain/order-flow/flow-view.ts';
import { SecondRing } from '../../../domain/order-flow/seconds/second-ring.ts';
import { BASELINE, createSkillMeter } from './create-skill-meter.ts';
import { detectionOf, T0, viewOf } from './testing/made-by-hand.ts';

const SECONDS = 4000;

/** A price that goes up a tick a second for ten seconds, then down for ten; the imbalance is a coin that knows nothing. */
function played(tell: (second: number, isUp: boolean) => { type: string; side: 'buy' | 'sell' } | undefined) {
  const meter = createSkillMeter();
  const seconds = new SecondRing();
  let price = 10_000;
  for (let second = 0; second < SECONDS; second++) {
    const isUp = second % 20 < 10;
    price += isUp ? 1 : -1;
    seconds.addImbalance((second * 7919) % 13 < 6 ? 5 : -5);
    seconds.end(T0 + second * 1000);
    const nowMs = T0 + (second + 1) * 1000;
    const view: FlowView = { ...viewOf({ nowMs, price, bid: price - 1, ask: price + 1 }), seconds };
    meter.onSecond(view);
    const told = tell(second, isUp);
    if (told) meter.onDetection(told.type, detectionOf({ side: told.side, eventMs: nowMs }), view);
  }
  return meter.report();
}

test('a detector that knows beats the baseline, one that guesses does not, and one that hardly spoke is not judged', () => {
  const report = played((second, isUp) => {
    // five seconds before a turn nothing is foretold
    if (second % 20 === 2 || second % 20 === 12) return { type: 'knows', side: isUp ? 'buy' : 'sell' };
    if (second % 20 === 3 || second % 20 === 13)
      return { type: 'guesses', side: second % 40 < 20 ? 'buy' : 'sell' };
    return second === 2024 ? { type: 'silent', side: 'buy' } : undefined;
  });
  const of = (type: string) => report.find((row) => row.type === type && row.horizonMs === 5000)!;
  assert.deepEqual(
    report.map(({ type }) => type).filter((type, i, all) => all.indexOf(type) === i),
    [BASELINE, 'guesses', 'knows', 'silent'],
  );
  assert.equal(report.length, 12);
  assert.deepEqual([of('knows').hitRate, of('knows').count, of('knows').beatsBaseline], [1, 400, true]);
  assert.deepEqual([of('guesses').hitRate, of('guesses').beatsBaseline], [0.5, false]);
  assert.deepEqual([of('silent').count, of('silent').beatsBaseline], [1, null]);
  assert.ok(of('knows').icLow! > 0.9 && of('knows').icHigh! <= 1);
  assert.ok(of('guesses').icLow! < 0 && of('guesses').icHigh! > 0);
  assert.equal(of(BASELINE).beatsBaseline, null);
});

test('cases that overlap count once for the intervals, those whose end is not known not at all', () => {
  const report = played((_, isUp) => ({ type: 'always', side: isUp ? 'buy' : 'sell' }));
  const { count, independent } = report.find((row) => row.type === 'always' && row.horizonMs === 30_000)!;
  assert.ok(independent <= SECONDS / 30 && independent > SECONDS / 30 - 4 && count > 3000, `${independent}`);
});
