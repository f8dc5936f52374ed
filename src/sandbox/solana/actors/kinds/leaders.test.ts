import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldTokens } from '../dealing/held-tokens.ts';
import { priceOf } from '../dealing/trade-token.ts';
import { roles } from '../roles.ts';
import { openMarketOnClock } from '../testing/market-on-clock.ts';

test('leaders earn together, trade often, and are copied some slots later', {
  timeout: 120_000,
}, async (t) => {
  const { market, sent, slots } = openMarketOnClock(t);
  const { world } = market;
  await slots(2000);
  const worth = world.group('leader').map((wallet) => {
    const held = heldTokens(world, wallet).map(
      ({ token, amount }) => Number(amount) * (priceOf(world, token) ?? 0),
    );
    return held.reduce((sum, one) => sum + one, Number(world.chain.lamports(wallet.address))) / 1e9;
  });
  const gained = worth.map((sol) => sol - roles.leader.sol);
  assert.ok(gained.reduce((sum, sol) => sum + sol, 0) > 5, gained.join(' '));
  assert.ok(
    gained.every((sol) => sol > -5),
    gained.join(' '),
  );
  const traders = new Set(sent.filter(({ done }) => done.actor === 'leaders').map(({ done }) => done.wallet));
  assert.equal(traders.size, roles.leader.count);

  const buysOf = (actor: string) =>
    sent.filter(({ done }) => done.actor === actor && done.intent.does === 'buy');
  const copies = buysOf('copiers');
  assert.ok(copies.length > 10);
  for (const { done, landed } of copies) {
    const slot = landed?.block.slot ?? 0;
    const isCopied = buysOf('leaders').some((one) => {
      const later = slot - (one.landed?.block.slot ?? 0);
      return one.done.intent.mint === done.intent.mint && later >= 2 && later <= 7;
    });
    assert.ok(isCopied, done.signature);
  }
});
