import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mintOf } from '../../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../../test/solana/idl-encoder.ts';
import { USDC, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { ChainTransaction } from '../../../domain/solana/transaction.ts';
import {
  accountOf,
  alice,
  amm,
  bob,
  call,
  cat,
  cow,
  decoded,
  dog,
  move,
  POOL,
  router,
  share,
  swapOf,
  unknownAmm,
} from './testing/decoded.ts';

test('a program that nobody knows exchanges if it takes one thing and gives another', () => {
  const swap = swapOf({ user: alice, give: [USDC, 1000n], get: [cat, 500n], program: unknownAmm });
  assert.deepEqual(decoded([swap]).told, [
    { deed: [alice, 'buy', 1000n, USDC, 500n, cat], hops: [unknownAmm] },
  ]);
  const inside = call(router, [move(USDC, alice, bob, 3n), swap]);
  assert.deepEqual(decoded([inside]).told, [
    { deed: [alice, 'buy', 1003n, USDC, 500n, cat], hops: [unknownAmm] },
  ]);
});

test('liquidity, stakes and loans are no exchange: what they give is minted, or two things were given', () => {
  const minted = mintOf({ mint: share, to: accountOf(alice, share), authority: POOL, amount: 5n });
  assert.deepEqual(decoded([call(unknownAmm, [move(cat, alice, POOL, 5n), minted])]).deeds, []);
  const gave = [move(cat, alice, POOL, 5n), move(USDC, alice, POOL, 5n)];
  assert.deepEqual(decoded([call(unknownAmm, gave)]).deeds, []);
  assert.deepEqual(decoded([call(unknownAmm, [...gave, move(share, POOL, alice, 1n)])]).deeds, []);
});

test('where a part of a route cannot be read, the balances say where it ended', () => {
  const { told } = decoded([
    call(router, [
      swapOf({ user: alice, give: [USDC, 1000n], get: [cat, 500n] }),
      call(unknownAmm, [move(cat, alice, POOL, 500n)]),
      move(dog, addressFor('pool 2'), alice, 77n),
    ]),
  ]);
  assert.deepEqual(told, [{ deed: [alice, 'buy', 1000n, USDC, 77n, dog], hops: [amm, router] }]);
});

test('a sale that an unknown curve pays by lamports alone is seen from the balances', () => {
  const curve = addressFor('curve');
  const sale = call(unknownAmm, [move(cat, alice, POOL, 500n)]);
  const { told } = decoded([{ ...sale, accounts: [curve] }], [alice], (built) => ({
    ...built,
    postLamports: built.accounts.map(({ address }, i) => {
      const before = built.preLamports[i] as bigint;
      if (address === curve) return before - 100_000n;
      return address === alice ? before + 99_000n - 5000n : before;
    }),
  }));
  assert.deepEqual(told, [{ deed: [alice, 'sell', 500n, cat, 100_000n, WRAPPED_SOL], hops: [unknownAmm] }]);
});

test('where an old node says no owners, who moved tokens out of an account is taken for one', () => {
  const swap = swapOf({ user: alice, give: [USDC, 1000n], get: [cat, 500n] });
  const { deeds } = decoded([swap], [alice], (built) => ({
    ...built,
    preTokens: built.preTokens.map((balance) => ({ ...balance, owner: null })),
    postTokens: built.postTokens.map((balance) => ({ ...balance, owner: null })),
  }));
  assert.deepEqual(deeds, [[alice, 'buy', 1000n, USDC, 500n, cat]]);
});

test('rewards that a farm pays out with a deposit are no exchange', () => {
  const farm = '9KEPoZmtHUrBbhWN1v1KWLMkkvwY6WLtAVUCPRtRjP4z';
  const deposit = swapOf({ user: alice, give: [share, 1000n], get: [cat, 5n], program: farm });
  assert.deepEqual(decoded([deposit]).deeds, []);
});

test('a thing of which there is one is not sold by the token', () => {
  const sale = swapOf({ user: alice, give: [cow, 1n], get: [WRAPPED_SOL, 900n], program: unknownAmm });
  const single = ({ mint, ...rest }: ChainTransaction['preTokens'][number]) =>
    mint === cow
      ? { ...rest, mint, decimals: 0, amount: rest.amount > 1n ? 1n : rest.amount }
      : { ...rest, mint };
  assert.equal(decoded([sale]).deeds.length, 1);
  const { deeds } = decoded([sale], [alice], (built) => ({
    ...built,
    preTokens: built.preTokens.map(single),
    postTokens: built.postTokens.map(single),
  }));
  assert.deepEqual(deeds, []);
});
