import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction, solTransferOf } from '../../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../../test/solana/idl-encoder.ts';
import { SYSTEM, TOKEN, USDC, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { tokenProgram } from '../../../platforms/token/token-program.ts';
import { decodeTransaction } from './decode-transaction.ts';
import { toProgramMap } from './read-instructions.ts';
import {
  accountOf,
  alice,
  amm,
  bob,
  call,
  cat,
  decoded,
  dog,
  keeper,
  move,
  ORDERS,
  POOL,
  pool,
  router,
  swapOf,
  TALKING_ROUTER,
  unknownAmm,
} from './testing/decoded.ts';

test('a quote that pays for a token is a buy, the reverse a sale, and anything else a swap', () => {
  const deed = (give: string, get: string) =>
    decoded([swapOf({ user: alice, give: [give, 5n], get: [get, 7n] })]).deeds[0]?.[1];
  assert.equal(deed(WRAPPED_SOL, cat), 'buy');
  assert.equal(deed(cat, USDC), 'sell');
  assert.equal(deed(USDC, WRAPPED_SOL), 'swap');
  assert.equal(deed(cat, dog), 'swap');
});

test('who pays the fee is not who trades', () => {
  const { deeds, changes } = decoded([swapOf({ user: bob, give: [USDC, 5n], get: [cat, 7n] })], [alice, bob]);
  assert.deepEqual(deeds, [[bob, 'buy', 5n, USDC, 7n, cat]]);
  assert.deepEqual(
    changes.map(({ wallet, feeLamports }) => [wallet, feeLamports]),
    [
      [alice, 5000n],
      [bob, 0n],
    ],
  );
});

test('each trader of a bundle has a trade of its own', () => {
  const { deeds } = decoded(
    [
      swapOf({ user: alice, give: [WRAPPED_SOL, 50n], get: [cat, 70n] }),
      swapOf({ user: bob, give: [cat, 30n], get: [WRAPPED_SOL, 20n] }),
    ],
    [alice, bob],
  );
  assert.deepEqual(deeds, [
    [alice, 'buy', 50n, WRAPPED_SOL, 70n, cat],
    [bob, 'sell', 30n, cat, 20n, WRAPPED_SOL],
  ]);
});

test('behind the accounts of a router stands who gave and got', () => {
  const { told } = decoded([
    call(router, [
      move(USDC, alice, router, 1000n),
      swapOf({ user: router, give: [USDC, 990n], get: [cat, 500n] }),
      swapOf({ user: router, give: [cat, 500n], get: [dog, 80n] }),
      move(dog, router, alice, 79n),
    ]),
  ]);
  assert.deepEqual(told, [{ deed: [alice, 'buy', 1000n, USDC, 79n, dog], hops: [amm, amm] }]);
});

test('a router tells of the hops that nobody else does, and of no other', () => {
  const { told } = decoded([
    call(TALKING_ROUTER, [
      swapOf({ user: alice, give: [USDC, 1000n], get: [dog, 500n] }),
      move(dog, alice, POOL, 500n),
      move(cat, POOL, alice, 7n),
    ]),
  ]);
  assert.deepEqual(told, [{ deed: [alice, 'buy', 1000n, USDC, 7n, cat], hops: [amm, unknownAmm] }]);
});

test('a wallet that gave and another that got: the trade is of who signed for it', () => {
  const { deeds } = decoded([swapOf({ user: alice, give: [USDC, 1000n], get: [cat, 500n], to: bob })]);
  assert.deepEqual(deeds, [[alice, 'buy', 1000n, USDC, 500n, cat]]);
});

test('an order that a keeper fills is a trade of who gets what it bought, once', () => {
  const order = addressFor('order');
  const fill = {
    ...call(unknownAmm, [move(cat, keeper, bob, 495n)]),
  };
  const { deeds } = decoded(
    [
      call(unknownAmm, [move(USDC, order, keeper, 1000n)]),
      swapOf({ user: keeper, give: [USDC, 1000n], get: [cat, 500n] }),
      fill,
    ],
    [keeper],
  );
  assert.deepEqual(deeds, [[bob, 'buy', 1000n, USDC, 495n, cat]]);
});

test('what the program of the order tells of a fill beside the pools is not told twice', () => {
  const order = addressFor('order');
  const filled = (paidTo: string) => [
    { ...call(ORDERS, [move(USDC, order, keeper, 1000n)]), accounts: [bob, order] },
    swapOf({ user: keeper, give: [USDC, 1000n], get: [cat, 500n] }),
    {
      ...call(ORDERS, [move(cat, keeper, paidTo, 500n)]),
      accounts: [bob, order],
      data: Uint8Array.of(100, 50),
    },
  ];
  const trade = { deed: [bob, 'buy', 1000n, USDC, 500n, cat], hops: [amm] };
  assert.deepEqual(decoded(filled(bob), [keeper]).told, [trade]);
  // The order keeps what it bought until it is closed, and is its owner's all the same.
  assert.deepEqual(decoded(filled(order), [keeper]).told, [trade]);
});

test('transfers and airdrops are events and no trades', () => {
  const { deeds, events } = decoded([move(cat, alice, bob, 5n), move(USDC, bob, alice, 9n)], [alice, bob]);
  assert.deepEqual(deeds, []);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['tokenMoved', 'tokenMoved'],
  );
});

test('what a wallet paid for the transaction is told apart', () => {
  const tip = '96gYZGLnJYVFmbjzopPSU6QiEV5fGqZNyN9nmNhvrZU5';
  const { changes } = decoded([solTransferOf(alice, tip, 1000n)], [alice], (built) => ({
    ...built,
    postLamports: built.preLamports.map((before, i) => (i === 0 ? before - 6000n : before)),
  }));
  assert.deepEqual(changes, [
    { wallet: alice, lamports: -6000n, tokens: [], feeLamports: 5000n, tipLamports: 1000n, rentLamports: 0n },
  ]);
});

test('rent is what opening an account took, and what closing one gave back', () => {
  const [opened, closed] = ['opened', 'closed'].map(addressFor) as [string, string];
  const open = Buffer.from(`00000000${'e803000000000000'}${'00'.repeat(40)}`, 'hex');
  const { changes } = decoded(
    [
      { program: SYSTEM, accounts: [alice, opened], data: open },
      solTransferOf(alice, opened, 7n),
      { program: TOKEN, accounts: [closed, alice, alice], data: Uint8Array.of(9) },
    ],
    [alice],
    (built) => {
      const balances = (at: Record<string, bigint>) =>
        built.accounts.map(({ address }, i) => at[address] ?? (built.preLamports[i] as bigint));
      return {
        ...built,
        preLamports: balances({ [alice]: 100_000n, [opened]: 0n, [closed]: 300n }),
        postLamports: balances({ [alice]: 100_000n - 5000n - 1007n + 300n, [opened]: 1007n, [closed]: 0n }),
      };
    },
  );
  assert.equal(changes[0]?.rentLamports, 1000n - 300n);
  assert.equal(changes[0]?.lamports, -5707n);
});

test('an account may be paid for before it is allocated, which is its rent too', () => {
  const [opened, given] = ['opened', 'given'].map(addressFor) as [string, string];
  const allocate = Buffer.from('080000004f02000000000000', 'hex');
  const { changes } = decoded(
    [
      solTransferOf(alice, opened, 1000n),
      { program: SYSTEM, accounts: [opened], data: allocate },
      solTransferOf(alice, opened, 7n),
      solTransferOf(alice, given, 50n),
    ],
    [alice],
    (built) => ({
      ...built,
      preLamports: built.accounts.map(({ address }, i) =>
        address === opened || address === given ? 0n : (built.preLamports[i] as bigint),
      ),
    }),
  );
  assert.equal(changes[0]?.rentLamports, 1000n);
});

test('what failed did nothing but cost its fee', () => {
  const swap = swapOf({ user: alice, give: [USDC, 1000n], get: [cat, 500n] });
  const { deeds, events, status } = decoded([swap], [alice], (built) => ({
    ...built,
    error: '"AccountInUse"',
  }));
  assert.deepEqual([deeds, events, status], [[], [], 'failed']);
});

test("a reader's mistake is told, and costs nothing but its own reading", () => {
  const broken = { ...pool, read: () => assert.fail('a mistake') };
  const transaction = buildTransaction([swapOf({ user: alice, give: [USDC, 10n], get: [cat, 5n] })], {
    tokens: {
      [accountOf(alice, USDC)]: { mint: USDC, owner: alice, amount: 100n },
      [accountOf(POOL, cat)]: { mint: cat, owner: POOL, amount: 100n },
      [accountOf(POOL, USDC)]: { mint: USDC, owner: POOL, amount: 100n },
      [accountOf(alice, cat)]: { mint: cat, owner: alice, amount: 0n },
    },
    signers: [alice],
  });
  const { trades, notUnderstood } = decodeTransaction(transaction, toProgramMap([broken, tokenProgram]));
  assert.equal(trades.length, 1);
  assert.deepEqual(notUnderstood, [
    { program: amm, instruction: '0', reason: 'the reader of test-pool failed: a mistake' },
  ]);
});
