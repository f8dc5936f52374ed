import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressFor } from '../../../../test/solana/idl-encoder.ts';
import { USDC, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { alice, amm, bob, call, cat, decoded, dog, move, router, swapOf } from './testing/decoded.ts';

test('several exchanges of one wallet that have nothing to do with each other are several trades', () => {
  const { deeds } = decoded([
    swapOf({ user: alice, give: [USDC, 100n], get: [cat, 7n] }),
    swapOf({ user: alice, give: [dog, 9n], get: [WRAPPED_SOL, 30n], by: addressFor('pool 2') }),
  ]);
  assert.deepEqual(deeds, [
    [alice, 'buy', 100n, USDC, 7n, cat],
    [alice, 'sell', 9n, dog, 30n, WRAPPED_SOL],
  ]);
});

test('two purchases with the same quote are two trades, two of the same token one', () => {
  const buy = (mint: string, amount: bigint) =>
    swapOf({ user: alice, give: [WRAPPED_SOL, 100n], get: [mint, amount] });
  assert.deepEqual(decoded([buy(cat, 5n), buy(dog, 6n)]).deeds, [
    [alice, 'buy', 100n, WRAPPED_SOL, 5n, cat],
    [alice, 'buy', 100n, WRAPPED_SOL, 6n, dog],
  ]);
  assert.deepEqual(decoded([buy(cat, 5n), buy(cat, 6n)]).deeds, [
    [alice, 'buy', 200n, WRAPPED_SOL, 11n, cat],
  ]);
});

test('a chain through several instructions is one trade if it passes everything on', () => {
  const first = swapOf({ user: alice, give: [cat, 100n], get: [WRAPPED_SOL, 2000n] });
  const second = (sol: bigint) => swapOf({ user: alice, give: [WRAPPED_SOL, sol], get: [dog, 7n] });
  assert.deepEqual(decoded([first, second(2000n)]).told, [
    { deed: [alice, 'swap', 100n, cat, 7n, dog], hops: [amm, amm] },
  ]);
  assert.deepEqual(decoded([first, second(1000n)]).deeds, [
    [alice, 'sell', 100n, cat, 2000n, WRAPPED_SOL],
    [alice, 'buy', 1000n, WRAPPED_SOL, 7n, dog],
  ]);
});

test('a split route is one trade', () => {
  const { deeds } = decoded([
    call(router, [
      swapOf({ user: alice, give: [USDC, 600n], get: [cat, 60n] }),
      swapOf({ user: alice, give: [USDC, 400n], get: [dog, 5n] }),
      swapOf({ user: alice, give: [dog, 5n], get: [cat, 41n] }),
    ]),
  ]);
  assert.deepEqual(deeds, [[alice, 'buy', 1000n, USDC, 101n, cat]]);
});

test('who ends where it began has exchanged nothing', () => {
  const { deeds, events } = decoded([
    swapOf({ user: alice, give: [WRAPPED_SOL, 1000n], get: [cat, 50n] }),
    swapOf({ user: alice, give: [cat, 50n], get: [WRAPPED_SOL, 1010n], by: addressFor('pool 2') }),
  ]);
  assert.deepEqual(deeds, []);
  assert.equal(events.filter(({ type }) => type === 'swap').length, 2);
});

test('a fee in the token is part of the trade, a transfer beside it is not', () => {
  const swap = swapOf({ user: alice, give: [USDC, 1000n], get: [cat, 500n] });
  assert.deepEqual(decoded([swap, move(USDC, alice, bob, 10n)]).deeds, [
    [alice, 'buy', 1010n, USDC, 500n, cat],
  ]);
  assert.deepEqual(decoded([swap, move(USDC, alice, bob, 9000n), move(cat, alice, bob, 500n)]).deeds, [
    [alice, 'buy', 1000n, USDC, 500n, cat],
  ]);
  assert.deepEqual(decoded([swap, move(cat, bob, alice, 900n)]).deeds, [
    [alice, 'buy', 1000n, USDC, 500n, cat],
  ]);
});

test('what a program on the way keeps is no end of the route if the wallet has nothing of it', () => {
  const feeTaker = addressFor('taker of fees');
  const { deeds } = decoded([
    call(router, [
      swapOf({ user: alice, give: [USDC, 1000n], get: [dog, 500n] }),
      move(dog, alice, feeTaker, 200n),
      swapOf({ user: alice, give: [dog, 300n], get: [cat, 7n] }),
    ]),
  ]);
  assert.deepEqual(deeds, [[alice, 'buy', 1000n, USDC, 7n, cat]]);
});
