import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import { chainTransaction } from '../reads/chain-transaction.ts';
import { followedAddresses } from '../reads/followed-addresses.ts';
import { knownPools } from '../reads/known-pools.ts';
import { knownTokens } from '../reads/known-tokens.ts';
import { walletActivity } from '../reads/wallet-activity.ts';
import { walletTrades } from '../reads/wallet-trades.ts';
import { engines } from '../testing/engines.ts';
import { openStore, type Store } from '../testing/open-store.ts';
import { followAddress } from './follow-address.ts';
import { recordChain } from './record-chain.ts';
import { restartCursor } from './restart-cursor.ts';
import { unfollowAddress } from './unfollow-address.ts';
import { withdrawTransaction } from './withdraw-transaction.ts';

const SOL = 'So11111111111111111111111111111111111111112';
const addressOf = (letter: string) => letter.repeat(40);
const signatureOf = (letter: string) => letter.repeat(80);
const [ann, bob, mint, pool] = ['A', 'B', 'M', 'P'].map(addressOf) as [string, string, string, string];
const program = addressOf('G');

function transactionOf(letter: string, slot: number, changes: Partial<DecodedTransaction> = {}) {
  const [input, output] = [
    { mint: SOL, amount: 1_000_000_000n },
    { mint, amount: 2n ** 64n },
  ];
  const trade = {
    trader: ann,
    side: 'buy' as const,
    input,
    output,
    hops: [{ program, pool, input, output }],
  };
  return {
    signature: signatureOf(letter),
    slot,
    blockTimeMs: slot * 1000,
    status: 'success' as const,
    error: null,
    trades: [trade],
    events: [],
    changes: [],
    notUnderstood: [],
    ...changes,
  };
}

const seenBy = (letter: string, ...addresses: string[]) =>
  addresses.map((address) => ({ address, signature: signatureOf(letter), isLate: false }));
const cursorOf = (address: string, letter: string, slot: number) => ({
  address,
  signature: signatureOf(letter),
  slot,
});
const follow = (store: Store, address: string) =>
  store.write(followAddress, { address, kind: 'wallet', label: 'x', priority: 3, cursor: null });
const activityOf = async (store: Store, question = {}) =>
  (await walletActivity.run(store.rows, walletActivity.input.parse(question))).activity;

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a transaction is numbered once for each who had it, and cursors move with it`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (const address of [ann, bob]) await follow(store, address);
    const write = {
      transactions: [transactionOf('s', 7)],
      activity: seenBy('s', ann, bob),
      cursors: [cursorOf(ann, 's', 7), cursorOf(bob, 's', 7)],
    };
    assert.deepEqual(await store.write(recordChain, write), { seq: 2, recorded: 2 });
    assert.deepEqual(await store.write(recordChain, write), { seq: 2, recorded: 0 });
    const rows = await activityOf(store, { afterSeq: 0 });
    assert.deepEqual(
      rows.map(({ seq, address, kind }) => [seq, address, kind]),
      [
        [1, ann, 'transaction'],
        [2, bob, 'transaction'],
      ],
    );
    assert.deepEqual(rows[0]?.transaction, transactionOf('s', 7));
    const [first] = await followedAddresses.run(store.rows, undefined);
    assert.deepEqual(first?.cursor, { signature: signatureOf('s'), slot: 7 });
    const { trades } = await walletTrades.run(store.rows, { limit: 10 });
    assert.deepEqual(
      trades.map(({ address, side, token, quoteAmount, tokenAmount }) => [
        address,
        side,
        token,
        quoteAmount,
        tokenAmount,
      ]),
      [[ann, 'buy', mint, 1_000_000_000n, 2n ** 64n]],
      'the trade of another in the same transaction is not counted',
    );
  });

  test(`${name}: a cursor never goes back, and one that is unfollowed moves nothing`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await follow(store, ann);
    const at = (letter: string, slot: number) =>
      store.write(recordChain, {
        transactions: [transactionOf(letter, slot)],
        activity: seenBy(letter, ann),
        cursors: [cursorOf(ann, letter, slot)],
      });
    await at('n', 9);
    await at('p', 8);
    const cursor = async () => (await followedAddresses.run(store.rows, undefined))[0]?.cursor;
    assert.deepEqual(await cursor(), { signature: signatureOf('n'), slot: 9 });
    const restart = { address: ann, cursor: { signature: signatureOf('q'), slot: 4 }, says: 'scanned anew' };
    await store.write(restartCursor, restart);
    assert.deepEqual(await cursor(), restart.cursor);
    await store.write(unfollowAddress, { address: ann });
    await at('r', 10);
    assert.deepEqual(await followedAddresses.run(store.rows, undefined), []);
  });

  test(`${name}: what the chain takes back is told once, no longer counts, and may land again`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await follow(store, ann);
    const land = (letter: string, slot: number) =>
      store.write(recordChain, {
        transactions: [transactionOf(letter, slot)],
        activity: seenBy(letter, ann),
        cursors: [cursorOf(ann, letter, slot)],
      });
    await land('s', 5);
    await land('t', 6);
    const withdraw = () => store.write(withdrawTransaction, { signature: signatureOf('t') });
    assert.deepEqual([await withdraw(), await withdraw()], [{ isWithdrawn: true }, { isWithdrawn: false }]);
    assert.deepEqual((await followedAddresses.run(store.rows, undefined))[0]?.cursor, {
      signature: signatureOf('s'),
      slot: 5,
    });
    assert.equal((await walletTrades.run(store.rows, { limit: 10 })).trades.length, 1);
    assert.notEqual(
      (await chainTransaction.run(store.rows, { signature: signatureOf('t') }))?.withdrawnAtMs,
      null,
    );
    await land('t', 9);
    const rows = await activityOf(store, { afterSeq: 0 });
    assert.deepEqual(
      rows.map(({ kind, transaction }) => [kind, transaction.signature.slice(0, 1)]),
      [
        ['transaction', 's'],
        ['transaction', 't'],
        ['withdrawn', 't'],
        ['transaction', 't'],
      ],
    );
    assert.equal((await walletTrades.run(store.rows, { limit: 10 })).trades.length, 2);
    const again = await chainTransaction.run(store.rows, { signature: signatureOf('t') });
    assert.deepEqual([again?.withdrawnAtMs, again?.transaction.slot], [null, 9]);
    assert.deepEqual(await withdraw(), { isWithdrawn: true });
    assert.equal((await activityOf(store, { address: ann, limit: 1 }))[0]?.kind, 'withdrawn', 'newest first');
  });

  test(`${name}: launched tokens and new pools are kept, whatever their creator called them`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const base = { instruction: 0, program, pool };
    const hostile = { name: 'a\0b\ud800', symbol: '</script>'.repeat(90), uri: 'javascript:0' };
    const launched = {
      type: 'tokenLaunched' as const,
      ...base,
      mint,
      creator: bob,
      quoteMint: SOL,
      ...hostile,
    };
    await store.write(recordChain, {
      transactions: [transactionOf('s', 3, { trades: [], events: [launched] })],
      activity: [],
      cursors: [],
    });
    const [token] = await knownTokens.run(store.rows, { limit: 5 });
    assert.equal(token?.name, 'ab\ufffd');
    assert.equal(token?.symbol.length, 300);
    assert.deepEqual([token?.creator, token?.launchedAtMs, token?.verdict], [bob, 3000, null]);
    const [known] = await knownPools.run(store.rows, { mints: [mint] });
    assert.deepEqual(known?.mints, [mint, SOL]);
  });
}
