import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import type { RestingOrder } from '../book-side.ts';
import type { AgentKind, Desk } from '../desk.ts';
import { instruments, toLots } from '../instrument.ts';
import { createMatchingBook } from '../matching-book.ts';
import { createRegimeSwitch } from '../regime.ts';
import { liquidator } from './liquidator.ts';
import { marketMakers } from './market-makers.ts';
import { spoofers } from './spoofers.ts';
import { whales } from './whales.ts';

const instrument = instruments.find(({ kind, base }) => kind === 'usdm' && base === 'BTC');

/** A desk at which time and value are what a test says. */
function createDesk(seed: number) {
  assert.ok(instrument);
  const placed: RestingOrder[] = [];
  let fills = 0;
  const book = createMatchingBook({
    onFill() {
      fills++;
    },
    onLevel() {},
  });
  const random = createSeededRandom(seed);
  const { regime } = createRegimeSwitch(random);
  const desk: Desk & { nowMs: number; fairTicks: number } = {
    ...{ instrument, random, book, regime, nowMs: 0, fairTicks: 600_000 },
    place(wish) {
      const order = book.place({ owner: 1, ...wish });
      if (order) placed.push(order);
      return order;
    },
    cancel: (order) => book.cancel(order),
    take() {},
    liquidate() {},
    usualLots: (times) => toLots(instrument, instrument.orderValue * times, 60_000),
    push() {},
  };
  return { desk, placed, fills: () => fills };
}

function actOften(kind: AgentKind, desk: Desk, times: number, each: () => void = () => {}): void {
  const agents = kind.create(desk);
  for (let i = 0; i < times; i++)
    for (const agent of agents) {
      agent.act();
      each();
    }
}

test('makers quote both sides around the fair value, follow it, and never trade with each other', () => {
  const { desk, fills } = createDesk(1);
  actOften(marketMakers, desk, 200, () => {
    desk.fairTicks += 30;
  });
  const [bid, ask] = [desk.book.bids.best()?.ticks ?? 0, desk.book.asks.best()?.ticks ?? 0];
  assert.ok(bid < desk.fairTicks && ask > desk.fairTicks - 200, `${bid} ${desk.fairTicks} ${ask}`);
  assert.ok(bid < ask);
  assert.equal(fills(), 0);
});

test('a wall stands away from the touch, and is pulled when the price comes near or its time is over', () => {
  for (const seed of [1, 2, 3]) {
    const { desk, placed } = createDesk(seed);
    actOften(marketMakers, desk, 5);
    const quotes = placed.length;
    const [spoofer] = spoofers.create(desk);
    assert.ok(spoofer);
    while (placed.length === quotes) spoofer.act();
    const wall = placed.slice(quotes);
    const [nearest] = wall;
    assert.ok(nearest && Math.abs(nearest.ticks - desk.fairTicks) > desk.fairTicks * 0.0006);
    spoofer.act();
    assert.ok(wall.every(({ level }) => level));
    if (seed === 1) desk.nowMs = 60_000;
    else desk.fairTicks = nearest.ticks;
    spoofer.act();
    assert.ok(wall.every(({ level }) => level === undefined));
  }
});

test('some whale hides most of an order, and takes it back in the end', () => {
  const { desk, placed } = createDesk(4);
  actOften(marketMakers, desk, 5);
  const isHidden = () => placed.some(({ hiddenLots, level }) => level && hiddenLots > 0);
  const [whale] = whales.create(desk);
  assert.ok(whale);
  while (!isHidden()) whale.act();
  const iceberg = placed.find(({ hiddenLots }) => hiddenLots > 0);
  assert.ok(iceberg && iceberg.hiddenLots > 10 * iceberg.lots);
  desk.nowMs = 200_000;
  whale.act();
  assert.equal(iceberg.level, undefined);
});

test('nobody is liquidated on spot', () => {
  const spot = instruments.find(({ kind }) => kind === 'spot');
  assert.ok(spot);
  const { desk } = createDesk(5);
  assert.deepEqual(liquidator.create({ ...desk, instrument: spot }), []);
});
