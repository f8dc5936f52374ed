import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calmBid, mirror } from '../testing/records.ts';
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
