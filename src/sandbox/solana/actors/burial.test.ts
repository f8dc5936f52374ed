import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { toBytes } from '../interfaces/instruction.ts';
import { MAX_OVER_TOKENS } from './burial.ts';
import { accountOf } from './dealing/token-account.ts';
import { actors } from './kinds/index.ts';
import { openMarketOnClock } from './testing/market-on-clock.ts';
import { MAX_LIVE_TOKENS, type Token } from './token-book.ts';
import { walletOf } from './wallet.ts';

const timeout = 60_000;
/** Many more launches than usual, a minute. */
const pace: Readonly<Record<string, number>> = {
  ...{ treasurers: 10, launchers: 40, ruggers: 5, 'airdrop-spammers': 5, 'tax-launchers': 3 },
  ...{ 'extension-launchers': 5, crowd: 55, sweepers: 60 },
};

function openBusy(t: TestContext, only: (name: string) => boolean = () => true) {
  const busy = actors.flatMap((actor) => {
    const perMinute = pace[actor.name];
    return perMinute === undefined || !only(actor.name) ? [] : [{ ...actor, perMinute }];
  });
  const chain = openMarketOnClock(t, { actors: busy });
  const { store } = chain.node.bank;
  const total = () => {
    let sum = 0n;
    for (const [, versions] of store.versions()) sum += versions.at(-1)?.account?.lamports ?? 0n;
    return sum;
  };
  return { ...chain, store, total };
}

test('a chain on which tokens are launched for long stays as large as it is', { timeout }, async (t) => {
  const { market, store, slots, sent, total } = openBusy(t);
  const { world } = market;
  const lamports = total();
  const sizes = () => ({
    accounts: store.size,
    known: world.tokens.all().length,
    positions: market.state().positions.size,
  });
  await slots(1100);
  const made = world.tokens.all().length;
  const early = sizes();
  await slots(900);
  const late = sizes();
  const launched = sent.filter(({ done }) => done.intent.does === 'launch').length;
  assert.ok(launched > 350 && launched > made, `${launched} were launched`);
  for (const [name, size] of Object.entries(late)) {
    const before = early[name as keyof typeof early];
    assert.ok(size < before * 1.15, `${name}: ${before}, then ${size}`);
  }
  // those of the last 600 slots are not buried yet, however many they are
  assert.ok(late.known < MAX_LIVE_TOKENS + MAX_OVER_TOKENS + 220, `${late.known} are known`);
  const swept = sent.filter(({ done }) => done.actor === 'sweepers');
  assert.ok(swept.some(({ done }) => done.intent.does === 'burn'));
  assert.deepEqual(
    swept.filter(({ done }) => done.outcome !== 'success').map(({ landed }) => landed?.error),
    [],
  );
  const fees = sent.reduce((sum, { landed }) => sum + (landed?.feeLamports ?? 0n), 0n);
  assert.equal(total() + fees, lamports);
  assert.equal(market.tell()['problem'], undefined);
});

test('a buried token is gone for good, after a fork as well, unless an outsider has some of it', {
  timeout,
}, async (t) => {
  const { market, store, node, slots, until } = openBusy(t, (name) => name === 'launchers');
  const { world } = market;
  await slots(30);
  const [mine, theirs] = world.tokens.live().filter(({ isSettled }) => !isSettled);
  assert.ok(mine && theirs);
  const outsider = walletOf('elsewhere', 'somebody');
  const place = accountOf(outsider.address, theirs);
  const held = node.bank.account(
    accountOf(world.wallet(theirs.creator).address, theirs),
    node.bank.ledger.head.height,
  );
  assert.ok(held);
  const data = new Uint8Array(held.data);
  data.set(toBytes(outsider.address), 32);
  node.setAccount(place, { ...held, data });
  const isGone = ({ mint }: Token) => (store.at(mint, node.bank.ledger.head.height) ?? null) === null;
  assert.ok(await until(() => isGone(mine), 2500));
  node.fork(25, () => false);
  assert.ok(!isGone(mine));
  await slots(2);
  assert.ok(isGone(mine));
  await slots(100);
  assert.equal(store.at(mine.mint, node.bank.ledger.head.height), undefined);
  assert.equal(world.tokens.find(mine.mint), undefined);
  assert.equal(world.tokens.find(theirs.mint), undefined);
  assert.ok(!isGone(theirs));
  assert.ok(world.chain.amountIn(place) > 0n);
});
