import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createCandleFill } from './candle-fill.ts';

const MINUTE_MS = 60_000;
const at = (minute: number) => 1_700_000_040_000 + minute * MINUTE_MS;
const minuteOf = (openMs: number) => (openMs - at(0)) / MINUTE_MS;

function open() {
  const clock = createManualClock(at(0) + 5000);
  const asked: string[] = [];
  const told: number[] = [];
  const lines: string[] = [];
  const market = {
    isAway: false,
    left: new Set<number>(),
    underWay: 0,
    most: 0,
    candles: async ({ instrument, fromMs, toMs }: { instrument: string; fromMs: number; toMs: number }) => {
      asked.push(`${instrument} ${minuteOf(fromMs)}-${minuteOf(toMs)}`);
      market.most = Math.max(market.most, ++market.underWay);
      await clock.sleep(100);
      market.underWay--;
      if (market.isAway) throw new AppError('VENUE_UNREACHABLE');
      const count = (toMs - fromMs) / MINUTE_MS;
      return Array.from({ length: count }, (_, i) => ({ openMs: fromMs + i * MINUTE_MS })).filter(
        ({ openMs }) => !market.left.has(minuteOf(openMs)),
      );
    },
  };
  const fill = createCandleFill(
    { clients: { market }, clock, log: { info: (text: string) => lines.push(text) } } as never,
    {
      nowMsOf: () => clock.now(),
      onTold: (_, candles) => void told.push(...candles.map(({ openMs }) => minuteOf(openMs))),
    },
  );
  return { clock, asked, told, lines, market, fill, takeAsked: () => asked.splice(0) };
}

test('minutes that are over are asked for at once, the one under way when it is over and final', async () => {
  const { clock, told, fill, takeAsked } = open();
  await clock.advance(25_000);
  fill.want('A', at(-3), at(1));
  await clock.advance(2000);
  assert.deepEqual([takeAsked(), told.splice(0)], [['A -3-0'], [-3, -2, -1]]);
  await clock.advance(29_000);
  assert.deepEqual(takeAsked(), []);
  await clock.advance(3000);
  assert.deepEqual([takeAsked(), told], [['A 0-1'], [0]]);
  await clock.advance(600_000);
  assert.deepEqual(takeAsked(), []);
});

test('while the venue cannot tell it is asked again, more and more seldom, and that is said once', async () => {
  const { clock, asked, told, lines, market, fill } = open();
  market.isAway = true;
  fill.want('A', at(-3), at(0));
  await clock.advance(3_600_000);
  assert.ok(asked.length > 10 && asked.length < 25, `${asked.length}`);
  assert.equal(lines.length, 1);
  market.isAway = false;
  await clock.advance(300_000);
  assert.deepEqual(told, [-3, -2, -1]);
});

test('what the venue leaves out is asked for three times, and a hole that comes meanwhile is not forgotten', async () => {
  const { clock, asked, told, market, fill } = open();
  market.left.add(-2);
  fill.want('A', at(-3), at(0));
  await clock.advance(1050);
  fill.want('A', at(-9), at(-8));
  await clock.advance(120_000);
  assert.deepEqual(asked, ['A -3-0', 'A -9-0', 'A -2-0']);
  assert.deepEqual([told.includes(-9), told.includes(-1)], [true, true]);
  await clock.advance(3_600_000);
  assert.equal(asked.length, 3);
});

test('a day and an hour is the most that is asked for, of four instruments at once', async () => {
  const { clock, asked, market, fill } = open();
  for (const id of ['A', 'B', 'C', 'D', 'E', 'F']) fill.want(id, at(-9000), at(0));
  await clock.advance(5000);
  assert.deepEqual(
    asked,
    ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => `${id} -1500-0`),
  );
  assert.equal(market.most, 4);
});

test('after a stop nothing is asked, and what is still told is not taken', async () => {
  const { clock, asked, told, fill } = open();
  fill.want('A', at(-3), at(0));
  await clock.advance(1010);
  fill.stop();
  await clock.advance(60_000);
  assert.deepEqual([asked.length, told], [1, []]);
});
