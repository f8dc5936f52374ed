import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SessionSums, type ToldMinute } from './session-sums.ts';
import { Vwap } from './vwap.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const START_MS = 5 * DAY_MS;

type Trade = {
  readonly atMs: number;
  readonly isBuy: boolean;
  readonly price: number;
  readonly size: number;
};

const side = (isBuy: boolean) => (isBuy ? 'buy' : 'sell');

function toldOf(trades: readonly Trade[], openMs: number): ToldMinute {
  const within = trades.filter(({ atMs }) => atMs >= openMs && atMs < openMs + MINUTE_MS);
  const sum = (wanted: boolean) =>
    within.reduce((total, { isBuy, size }) => total + (isBuy === wanted ? size : 0), 0);
  const worth = within.reduce((total, { price, size }) => total + BigInt(price * size), 0n);
  return { openMs, open: within[0]?.price ?? 100, buy: sum(true), sell: sum(false), worth };
}

function feed(session: SessionSums, trades: readonly Trade[]): void {
  for (const { atMs, isBuy, price, size } of trades) session.add(atMs, side(isBuy), price, size);
}

const trade = fc.record({
  second: fc.nat(10 * 60 - 1),
  isBuy: fc.boolean(),
  price: fc.integer({ min: 90, max: 110 }),
  size: fc.integer({ min: 1, max: 50 }),
});

test('whatever was missed, once the venue told it the figures are those of all trades', () => {
  const trades = fc
    .array(trade, { minLength: 1, maxLength: 80 })
    .map((all) =>
      all
        .map(({ second, ...rest }) => ({ ...rest, atMs: START_MS + second * 1000 }))
        .sort((a, b) => a.atMs - b.atMs),
    );
  fc.assert(
    fc.property(trades, fc.nat(599), fc.nat(599), fc.nat(300), (all, first, hole, length) => {
      const beginMs = START_MS + first * 1000;
      const [fromMs, toMs] = [START_MS + hole * 1000, START_MS + (hole + length) * 1000];
      const isSeen = ({ atMs }: Trade) => atMs >= beginMs && !(atMs >= fromMs && atMs < toMs);
      const session = new SessionSums(START_MS);
      session.lose(beginMs, beginMs);
      let counted = 0;
      for (let openMs = START_MS; openMs < START_MS + 10 * MINUTE_MS; openMs += MINUTE_MS) {
        const seen = all.filter((one) => isSeen(one) && one.atMs >= openMs && one.atMs < openMs + MINUTE_MS);
        feed(session, seen);
        for (const { isBuy, size } of seen) counted += isBuy ? size : -size;
        const isWhole = openMs >= beginMs && (openMs + MINUTE_MS <= fromMs || openMs >= toMs);
        if (isWhole) session.settle(openMs);
        else if (openMs + MINUTE_MS > beginMs) session.lose(openMs, openMs);
      }
      for (let openMs = START_MS; openMs < START_MS + 10 * MINUTE_MS; openMs += MINUTE_MS)
        counted += session.tell(toldOf(all, openMs)) ?? 0;
      const {
        fromMs: sinceMs,
        missing,
        open,
        buy,
        sell,
        vwap,
      } = session.figures(START_MS + 10 * MINUTE_MS - 1);
      const whole = new Vwap();
      for (const { price, size } of all) whole.add(price, size);
      const volume = (wanted: boolean) =>
        all.reduce((sum, { isBuy, size }) => sum + (isBuy === wanted ? size : 0), 0);
      assert.deepEqual([sinceMs, missing, open], [START_MS, 0, all[0]!.price]);
      assert.deepEqual([buy, sell, counted], [volume(true), volume(false), volume(true) - volume(false)]);
      assert.equal(vwap.price, whole.price);
    }),
  );
});

test('a day that was joined in its middle says since when it counts, and how much of it is missing', () => {
  const session = new SessionSums(START_MS);
  const beginMs = START_MS + 90_000;
  session.lose(beginMs, beginMs);
  feed(session, [{ atMs: beginMs + 500, isBuy: true, price: 100, size: 3 }]);
  const { fromMs, missing, open, buy } = session.figures(START_MS + 100_000);
  assert.deepEqual([fromMs, missing, open, buy], [beginMs + 500, 1, 100, 3]);
  assert.ok(Number.isNaN(new SessionSums(START_MS).figures(START_MS).fromMs));
  const seen = new SessionSums(START_MS, true);
  feed(seen, [{ atMs: START_MS + 700, isBuy: true, price: 100, size: 3 }]);
  assert.deepEqual(
    [seen.figures(START_MS + 800).fromMs, seen.figures(START_MS + 800).missing],
    [START_MS, 0],
  );
});

test('a minute that showed its hole with the next trade alone is the venue’s, and a late trade of it counts once', () => {
  const session = new SessionSums(START_MS, true);
  feed(session, [{ atMs: START_MS + 1000, isBuy: true, price: 100, size: 5 }]);
  for (let minute = 0; minute < 8; minute++) session.settle(START_MS + minute * MINUTE_MS);
  session.lose(START_MS + 1000, START_MS + 8 * MINUTE_MS);
  feed(session, [{ atMs: START_MS + 2000, isBuy: false, price: 100, size: 2 }]);
  assert.equal(session.tell({ openMs: START_MS, open: 100, buy: 5, sell: 9, worth: 1400n }), -7);
  feed(session, [{ atMs: START_MS + 3000, isBuy: false, price: 100, size: 7 }]);
  const { buy, sell } = session.figures(START_MS + 8 * MINUTE_MS);
  assert.deepEqual([buy, sell], [5, 9]);
});
