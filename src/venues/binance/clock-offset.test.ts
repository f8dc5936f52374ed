import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../core/errors.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { SkewReport } from '../venue.ts';
import { createClockOffset } from './clock-offset.ts';
import { openDoors } from './testing/doors-on-clock.ts';

/** A venue whose clock differs by `skewMs`; each trip there and back takes what `trips` says. */
function open(skewMs: number, trips: readonly (readonly [there: number, back: number])[] = [[10, 10]]) {
  const time = createManualClock();
  let wallStepMs = 0;
  let asked = 0;
  const clock = { ...time, now: () => time.now() + wallStepMs };
  const { log } = openDoors(clock, {});
  const skews: SkewReport[] = [];
  const readings: object[] = [];
  const state = { isAway: false };
  const offset = createClockOffset({
    clock,
    log,
    name: 'binance-spot',
    async askTime() {
      const [there, back] = trips[asked++ % trips.length]!;
      await time.sleep(there);
      const venueMs = Math.round(time.now() + skewMs);
      await time.sleep(back);
      if (state.isAway) throw new AppError('HTTP_UNREACHABLE');
      return venueMs;
    },
    onReading: (reading) => readings.push(reading),
    onSkew: (report) => skews.push(report),
  });
  const measure = async () => {
    const done = offset.measure();
    await time.advance(20_000);
    await done;
  };
  const stepWall = (ms: number) => {
    wallStepMs += ms;
  };
  return { clock, time, offset, skews, readings, state, measure, stepWall, asked: () => asked };
}

test('clocks ten seconds apart are measured and told, in either direction', async () => {
  for (const skewMs of [10_000, -10_000]) {
    const { clock, offset, skews, measure } = open(skewMs);
    assert.deepEqual([offset.offsetMs, offset.uncertaintyMs], [0, Infinity]);
    await measure();
    assert.equal(offset.offsetMs, skewMs);
    assert.equal(offset.uncertaintyMs, 11);
    assert.deepEqual(skews, [{ offsetMs: skewMs, uncertaintyMs: 11, isSkewed: true }]);
    assert.equal(offset.latencyMs(clock.now() + skewMs - 30, clock.now()), 30);
  }
});

test('however the trips go, the offset is right within what it says of itself', async () => {
  const trip = fc.tuple(fc.nat(1000), fc.nat(1000));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -10_000, max: 10_000 }),
      fc.array(trip, { minLength: 1, maxLength: 8 }),
      async (skewMs, trips) => {
        const { offset, measure } = open(skewMs, trips);
        await measure();
        assert.ok(Math.abs(offset.offsetMs - skewMs) <= offset.uncertaintyMs);
      },
    ),
    { numRuns: 50 },
  );
});

test('the quickest trip counts', async () => {
  const { offset, measure } = open(0, [
    [900, 100],
    [5, 5],
    [100, 900],
  ]);
  await measure();
  assert.equal(offset.offsetMs, 0);
  assert.equal(offset.uncertaintyMs, 6);
});

test('a step of our wall clock moves the offset at once, and the latency not at all', async () => {
  const { clock, offset, measure, stepWall } = open(0);
  await measure();
  const venueNow = () => clock.now() + offset.offsetMs;
  const before = venueNow();
  stepWall(-7000);
  assert.equal(offset.offsetMs, 7000);
  assert.equal(venueNow(), before);
  assert.equal(offset.latencyMs(before - 20, clock.now()), 20);
});

test('a stamp that lies ahead of its arrival corrects the offset, and no latency is negative', async () => {
  const { clock, offset, measure } = open(0, [[0, 100]]);
  await measure();
  assert.equal(offset.offsetMs, -50);
  const eventMs = clock.now() - 20;
  assert.equal(offset.latencyMs(eventMs, clock.now()), 0);
  offset.observeEvent(eventMs, clock.now());
  assert.equal(offset.offsetMs, -20);
  assert.equal(offset.latencyMs(eventMs, clock.now()), 0);
});

test('a stamp far ahead is not believed, but has the clock measured again', async () => {
  const { clock, time, offset, measure, asked } = open(0);
  await measure();
  await time.advance(30_000);
  const before = asked();
  offset.observeEvent(clock.now() + 3_600_000, clock.now());
  await time.advance(1000);
  assert.equal(offset.offsetMs, 0);
  assert.equal(asked(), before + 5);
});

test('it is measured again every five minutes, and sooner while it could not be', async () => {
  const { time, offset, state, measure, asked } = open(0);
  state.isAway = true;
  await measure();
  assert.equal(offset.uncertaintyMs, Infinity);
  state.isAway = false;
  await time.advance(31_000);
  assert.equal(offset.offsetMs, 0);
  assert.equal(offset.uncertaintyMs, 11);
  const before = asked();
  await time.advance(270_000);
  assert.equal(asked(), before);
  await time.advance(60_000);
  assert.equal(asked(), before + 5);
});

test('each measurement is told, though nothing is wrong', async () => {
  const { time, readings, skews, measure } = open(20);
  await measure();
  await time.advance(700_000);
  assert.deepEqual(
    readings,
    Array.from({ length: 3 }, () => ({ offsetMs: 20, uncertaintyMs: 11 })),
  );
  assert.deepEqual(skews, []);
});

test('nothing is asked before the first measurement, nor after the stop', async () => {
  const { time, offset, measure, asked } = open(0);
  await time.advance(3_600_000);
  assert.equal(asked(), 0);
  await measure();
  const before = asked();
  offset.stop();
  await time.advance(3_600_000);
  assert.equal(asked(), before);
});
