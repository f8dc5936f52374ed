import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calmBid, inject, mirror, record, startMs } from '../testing/records.ts';
import { flashCrash } from './flash-crash.ts';
import { holed, holes, stepping, toWords, watch } from './testing/watch.ts';

/** Five seconds of steps by chance up to 20 ticks deviate by about 25 ticks. */
const fall = (perSecond: number, from = 200, seconds = 2) =>
  stepping(300, 20, (second) => (second >= from && second < from + seconds ? -perSecond : 0));

test('prices that wander do not crash', () => {
  assert.deepEqual(watch(flashCrash, fall(0)), []);
});

test('a fall beyond five deviations is told with the trade that makes it so', () => {
  const found = watch(flashCrash, fall(60));
  assert.deepEqual(toWords(found), ['high sell 201.3']);
  assert.equal(found[0]?.advice, 'reduce');
  assert.ok(Number(found[0]?.figures['z']) < -5);
});

test('a fall that grows worse is told a second time, as critical', () => {
  const found = watch(flashCrash, fall(80));
  assert.deepEqual(
    found.map(({ severity, advice }) => [severity, advice]),
    [
      ['high', 'reduce'],
      ['critical', 'close'],
    ],
  );
});

test('a rise is told alike', () => {
  const found = watch(flashCrash, mirror(fall(60)));
  assert.deepEqual(toWords(found), ['high buy 201.3']);
  assert.equal(found[0]?.price, 2 * calmBid + 1 - watch(flashCrash, fall(60))[0]!.price);
});

test('a slow fall is none', () => {
  assert.deepEqual(watch(flashCrash, fall(12, 200, 40)), []);
});

test('in a still market a few ticks are no crash', () => {
  const still = (ticks: number) => stepping(300, 0, (second) => (second === 200 ? -ticks : 0));
  assert.deepEqual(watch(flashCrash, still(99)), []);
  assert.equal(watch(flashCrash, still(101)).length, 1);
});

test('the rebound belongs to the same episode, another crash after calm does not', () => {
  const twice = (second: number) => (second === 150 || second === 270 ? -900 : second === 152 ? 400 : 0);
  assert.deepEqual(toWords(watch(flashCrash, stepping(300, 10, twice))), [
    'critical sell 150.3',
    'critical sell 270.3',
  ]);
});

test('nothing is said in the first minute', () => {
  assert.deepEqual(
    watch(
      flashCrash,
      stepping(60, 20, (second) => (second === 50 ? -900 : 0)),
    ),
    [],
  );
});

test('what the price did in a hole of the feed is no crash, nor does its stillness make one of what follows', () => {
  for (const hole of holes) assert.deepEqual(watch(flashCrash, holed(fall(0), 150, -300, hole)), []);
});

test('a crash is told again once a minute was traded after a hole', () => {
  assert.deepEqual(watch(flashCrash, holed(fall(900, 205, 1), 150, 0, holes[0]!)), []);
  assert.deepEqual(toWords(watch(flashCrash, holed(fall(900, 215, 1), 150, 0, holes[0]!))), [
    'critical sell 815.3',
  ]);
});

/** As `fall`, of which nothing comes from a moment on for so many seconds, as the records that take its place say. */
function fallWithHole(perSecond: number, fromMs: number, holeMs: number, from = 200) {
  const isLost = (eventMs: number) => eventMs >= startMs + fromMs && eventMs < startMs + fromMs + holeMs;
  return inject(
    fall(perSecond, from, 1).filter(({ eventMs }) => !isLost(eventMs)),
    [record('missedTrades', startMs + fromMs + holeMs, 0, 500, 1)],
  );
}

test('trades that were missed on the way down do not hide a crash', () => {
  assert.deepEqual(toWords(watch(flashCrash, fallWithHole(900, 200_400, 0))), ['critical sell 200.3']);
  assert.deepEqual(toWords(watch(flashCrash, fallWithHole(900, 200_100, 300))), ['critical sell 200.8']);
  assert.deepEqual(toWords(watch(flashCrash, fallWithHole(900, 190_000, 0))), ['critical sell 200.3']);
  assert.deepEqual(toWords(watch(flashCrash, fallWithHole(900, 199_500, 3000))), ['critical sell 202.8']);
});

test('a fall over a hole longer than the window is judged by what is usual in so long, up to a minute', () => {
  const told = (perSecond: number, holeMs: number) =>
    watch(flashCrash, fallWithHole(perSecond, 195_000, holeMs)).map(({ severity, figures }) => [
      severity,
      figures['windowSeconds'],
    ]);
  // what usually is 25 ticks in 5 s is 56 in 25 s
  assert.deepEqual(told(120, 25_000), []);
  assert.deepEqual(told(900, 25_000), [['critical', 25.5]]);
  assert.deepEqual(told(900, 59_000), [['critical', 59.5]]);
  assert.deepEqual(told(900, 60_500), []);
});

test('within the window after a long hole moves count from its end', () => {
  const found = watch(flashCrash, fallWithHole(900, 150_000, 50_200));
  assert.deepEqual(toWords(found), ['critical sell 200.3']);
  const soon = watch(flashCrash, fallWithHole(900, 100_000, 99_000));
  assert.deepEqual(toWords(soon), ['critical sell 200.3']);
});

test('what the price did over a hole does not count as usual afterwards', () => {
  const falls = stepping(340, 20, (second) => (second === 200 ? -900 : second === 310 ? -300 : 0));
  const isLost = (eventMs: number) => eventMs >= startMs + 195_000 && eventMs < startMs + 220_000;
  const cut = inject(
    falls.filter(({ eventMs }) => !isLost(eventMs)),
    [record('missedTrades', startMs + 220_000, 0, 50, 1)],
  );
  assert.deepEqual(toWords(watch(flashCrash, cut)), ['critical sell 220.3', 'critical sell 310.3']);
});
