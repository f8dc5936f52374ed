import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inject, record, startMs } from '../testing/records.ts';
import { extremeVolatility } from './extreme-volatility.ts';
import { holed, holes, stepping, toWords, watch } from './testing/watch.ts';

/** Up and down in turn, from that second on. */
const swings = (ticks: number, from: number, to: number) => (second: number) =>
  second < from || second >= to ? 0 : second % 2 === 0 ? ticks : -ticks;

test('prices that wander as ever are not extreme', () => {
  assert.deepEqual(watch(extremeVolatility, stepping(400, 30)), []);
});

test('swings of three times the usual are medium, told once', () => {
  const found = watch(extremeVolatility, stepping(300, 30, swings(52, 200, 260)));
  assert.equal(found.length, 1);
  assert.deepEqual([found[0]?.severity, found[0]?.side, found[0]?.advice], ['medium', 'none', 'watch']);
  assert.ok(Number(found[0]?.figures['times']) >= 2.5);
});

test('swings of twice the usual are none', () => {
  assert.deepEqual(watch(extremeVolatility, stepping(300, 30, swings(25, 200, 260))), []);
});

test('swings that grow are told again as high', () => {
  const found = watch(extremeVolatility, stepping(300, 30, swings(120, 200, 260)));
  assert.deepEqual(
    found.map(({ severity }) => severity),
    ['medium', 'high'],
  );
});

test('in a market that hardly moves a few ticks are not extreme', () => {
  assert.deepEqual(watch(extremeVolatility, stepping(300, 0, swings(90, 200, 260))), []);
  assert.equal(watch(extremeVolatility, stepping(300, 0, swings(110, 200, 202))).length, 1);
});

test('nothing is said before a minute and a window have passed', () => {
  assert.deepEqual(toWords(watch(extremeVolatility, stepping(89, 30, swings(500, 60, 89)))), []);
});

test('what the price did in a hole of the feed is no swing, nor does its stillness make swings of what follows', () => {
  for (const hole of holes) {
    assert.deepEqual(watch(extremeVolatility, holed(stepping(400, 30), 200, -300, hole)), []);
    const later = holed(stepping(400, 30, swings(120, 300, 360)), 200, 0, hole);
    assert.equal(watch(extremeVolatility, later)[0]?.severity, 'medium');
  }
});

test('trades that were missed between others hide no swings', () => {
  const records = stepping(300, 30, swings(120, 200, 260));
  const missed = [199, 203, 207].map((second) =>
    record('missedTrades', startMs + second * 1000 + 400, 0, 9, 1),
  );
  assert.deepEqual(
    toWords(watch(extremeVolatility, inject(records, missed))),
    toWords(watch(extremeVolatility, records)),
  );
});

test('after a hole of seconds a window is enough, for what is usual is known from before', () => {
  const records = stepping(300, 30, swings(120, 230, 260));
  const isLost = (eventMs: number) => eventMs >= startMs + 195_000 && eventMs < startMs + 205_000;
  const cut = inject(
    records.filter(({ eventMs }) => !isLost(eventMs)),
    [record('gap', startMs + 195_000, 0, 6)],
  );
  assert.equal(watch(extremeVolatility, cut).at(-1)?.severity, 'high');
});

test('after a hole nothing is said before a whole window was traded', () => {
  const records = stepping(300, 30, swings(200, 206, 280));
  const isLost = (eventMs: number) => eventMs >= startMs + 195_000 && eventMs < startMs + 205_000;
  const cut = inject(
    records.filter(({ eventMs }) => !isLost(eventMs)),
    [record('gap', startMs + 195_000, 0, 6)],
  );
  const [found] = watch(extremeVolatility, cut);
  assert.deepEqual([found?.severity, found?.eventMs], ['high', startMs + 236_000]);
});
