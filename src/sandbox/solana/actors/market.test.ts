import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseState } from '../node/state.ts';
import type { Actor } from './actor.ts';
import { actors } from './kinds/index.ts';
import { sandboxLeaders } from './leaders.ts';
import { MAX_PER_SECOND } from './market.ts';
import { type MarketOnClock, openMarketOnClock } from './testing/market-on-clock.ts';

const timeout = 120_000;
const START_MS = 1_700_000_000_000;

const signaturesOf = ({ sent }: MarketOnClock) => sent.map(({ done }) => done.signature);

test('the same seed gives the same transactions, another one others', { timeout }, async (t) => {
  const runs = [];
  for (const seed of ['one', 'one', 'two']) {
    const chain = openMarketOnClock(t, { seed });
    assert.ok(await chain.until(() => chain.sent.length >= 200, 1000));
    runs.push(signaturesOf(chain).slice(0, 200));
  }
  assert.deepEqual(runs[0], runs[1]);
  const [first, , other] = runs;
  assert.ok(first?.every((signature) => !other?.includes(signature)));
});

test('every kind of actor appears, and nothing but what is doomed fails', { timeout }, async (t) => {
  const chain = openMarketOnClock(t, { speed: 100 });
  const began = chain.market.world.slot;
  const seen = () => new Set(chain.sent.map(({ done }) => done.actor));
  await chain.until(() => seen().size === actors.length, 15_000);
  assert.deepEqual([...seen()].sort(), actors.map(({ name }) => name).sort());
  const failed = chain.sent.filter(({ done }) => done.outcome !== 'success');
  assert.ok(failed.some(({ done }) => done.intent.isDoomed));
  // whoever leaves much room for the price may still be overtaken
  const surprised = failed.filter(({ done }) => !done.intent.isDoomed);
  assert.ok(surprised.length * 100 < chain.sent.length, `${surprised.length} of ${chain.sent.length}`);
  const seconds = ((chain.market.world.slot - began) * 0.4) / 100;
  assert.ok(chain.sent.length < seconds * MAX_PER_SECOND, `${chain.sent.length} in ${seconds} s`);
  assert.equal(chain.market.tell()['problem'], undefined);
});

test('no lamport comes or goes but by fees', { timeout }, async (t) => {
  const chain = openMarketOnClock(t);
  const { store } = chain.node.bank;
  const total = () => {
    let sum = 0n;
    for (const [, versions] of store.versions()) sum += versions.at(-1)?.account?.lamports ?? 0n;
    return sum;
  };
  const before = total();
  await chain.slots(600);
  const fees = chain.sent.reduce((sum, { landed }) => sum + (landed?.feeLamports ?? 0n), 0n);
  assert.ok(chain.sent.length > 300 && fees > 0n);
  assert.equal(total() + fees, before);
});

test('a market that is put away and taken up again goes on as it would have', { timeout }, async (t) => {
  const whole = openMarketOnClock(t);
  await whole.slots(200);
  const chain = parseState(whole.node.toState());
  const saved = { chain, market: structuredClone(whole.market.state()), nowMs: START_MS + 200 * 400 };
  const before = whole.sent.length;
  await whole.slots(150);
  const again = openMarketOnClock(t, { saved });
  await again.slots(150);
  assert.ok(again.sent.length > 50);
  assert.deepEqual(signaturesOf(again), signaturesOf(whole).slice(before));
});

test('an actor that throws does not stop the others, and is told', { timeout }, async (t) => {
  const broken: Actor = {
    ...{ name: 'broken', summary: 'throw', perMinute: 600 },
    act() {
      throw new Error('out of ideas');
    },
    hear() {
      throw new Error('deaf');
    },
  };
  const chain = openMarketOnClock(t, { actors: [broken, ...actors] });
  await chain.slots(200);
  assert.ok(chain.sent.length > 40);
  assert.match(String(chain.market.tell()['problem']), /broken: /);
});

test('a fork that takes transactions away does not stop the market', { timeout }, async (t) => {
  const chain = openMarketOnClock(t);
  let number = 0;
  for (let i = 0; i < 20; i += 1) {
    await chain.slots(20);
    chain.node.fork(8, () => {
      number += 1;
      return number % 2 === 0;
    });
  }
  const before = chain.sent.length;
  await chain.slots(100);
  const later = chain.sent.slice(before);
  assert.ok(later.filter(({ done }) => done.outcome === 'success').length > 30);
  assert.equal(chain.market.tell()['problem'], undefined);
});

test('nobody acts while it is ordered to be quiet', { timeout }, async (t) => {
  const chain = openMarketOnClock(t);
  await chain.slots(100);
  chain.faults['quiet'] = {};
  const before = chain.sent.length;
  await chain.slots(100);
  assert.equal(chain.sent.length, before);
  delete chain.faults['quiet'];
  await chain.slots(100);
  assert.ok(chain.sent.length > before);
});

test('a rug by order empties the pool of a token, once each time it is ordered', { timeout }, async (t) => {
  const chain = openMarketOnClock(t);
  const { world } = chain.market;
  await chain.slots(100);
  const token = world.tokens.live().find(({ symbol }) => symbol === 'DUNE');
  assert.ok(token?.pool);
  const shares = world.chain.pool(token.pool)?.shares ?? 0n;
  chain.faults['rug'] = { mint: token.mint };
  await chain.slots(20);
  const left = world.chain.pool(token.pool)?.shares ?? 0n;
  assert.ok(left * 20n < shares, `${left} of ${shares}`);
  assert.equal(chain.sent.filter(({ done }) => done.actor === 'rug').length, 1);
  chain.faults['rug'] = { mint: '' };
  delete chain.faults['rug'];
  await chain.slots(1);
  chain.faults['rug'] = { mint: '' };
  assert.ok(await chain.until(() => chain.sent.filter(({ done }) => done.actor === 'rug').length === 2, 40));
});

test('a burst is so many transactions of one leader in one block', { timeout }, async (t) => {
  const chain = openMarketOnClock(t);
  chain.faults['burst'] = { transactions: 25, leader: 'Dip buyer' };
  await chain.slots(3);
  const burst = chain.sent.filter(({ done }) => done.actor === 'burst');
  assert.equal(burst.length, 25);
  assert.ok(burst.every(({ done }) => done.wallet === 'Dip buyer' && done.outcome === 'success'));
  assert.equal(new Set(burst.map(({ landed }) => landed?.block.slot)).size, 1);
});

test('those worth following have the same addresses under every seed, and money', { timeout }, (t) => {
  for (const seed of ['one', 'two']) {
    const { market } = openMarketOnClock(t, { seed });
    const { world } = market;
    assert.deepEqual(
      world.group('leader').map(({ address }) => address),
      sandboxLeaders.map(({ address }) => address),
    );
    assert.ok(sandboxLeaders.every(({ address }) => world.chain.lamports(address) > 0n));
  }
});
