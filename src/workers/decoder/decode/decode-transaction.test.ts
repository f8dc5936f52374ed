import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  buildTransaction,
  type Call,
  mintOf,
  solTransferOf,
  transferOf,
} from '../../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../../test/solana/idl-encoder.ts';
import { USDC, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { ChainTransaction } from '../../../domain/solana/transaction.ts';
import { definePlatform } from '../../../platforms/platform.ts';
import { movesOf } from '../../../platforms/reading/swap-by-vaults.ts';
import { systemProgram } from '../../../platforms/token/system-program.ts';
import { tokenProgram } from '../../../platforms/token/token-program.ts';
import { decodeTransaction } from './decode-transaction.ts';
import { toProgramMap } from './read-instructions.ts';

const [alice, bob, keeper, router, amm, unknownAmm] = [
  'alice',
  'bob',
  'keeper',
  'router',
  'amm',
  'other',
].map(addressFor) as [string, string, string, string, string, string];
const [cat, dog, cow, share] = ['cat', 'dog', 'cow', 'share'].map(addressFor) as [
  string,
  string,
  string,
  string,
];

/** Whoever it is tells the first two moves of what it called: in, out. */
const pool = definePlatform({
  name: 'test-pool',
  title: 'Test pool',
  summary: 'A pool.',
  kind: 'pool',
  programs: [amm],
  read: (instruction, transaction) => {
    const [into, out] = movesOf(instruction, transaction);
    const [user, pool] = instruction.accounts;
    if (!into || !out || !user || !pool) return [];
    const input = { mint: into.mint, amount: into.amount };
    const output = { mint: out.mint, amount: out.amount };
    return [{ type: 'swap', instruction: instruction.index, program: amm, pool, user, input, output }];
  },
});
const known = toProgramMap([pool, tokenProgram, systemProgram]);

const accountOf = (owner: string, mint: string) => addressFor(`${owner} ${mint}`);
const move = (mint: string, from: string, to: string, amount: bigint) =>
  transferOf({ mint, from: accountOf(from, mint), to: accountOf(to, mint), authority: from, amount });
type Swap = {
  user: string;
  give: [string, bigint];
  get: [string, bigint];
  program?: string;
  to?: string;
  by?: string;
};
const POOL = addressFor('pool');
function swapOf({ user, give, get, program = amm, to = user, by = POOL }: Swap): Call {
  return {
    ...{ program, accounts: [user, by], data: new Uint8Array() },
    calls: [move(give[0], user, by, give[1]), move(get[0], by, to, get[1])],
  };
}
const call = (program: string, calls: Call[]): Call => ({
  program,
  accounts: [],
  data: new Uint8Array(),
  calls,
});

/** Everybody holds much of everything. */
function decoded(
  calls: Call[],
  signers = [alice],
  change: (built: ChainTransaction) => ChainTransaction = (b) => b,
) {
  const owners = [alice, bob, keeper, router, POOL, addressFor('pool 2'), addressFor('order')];
  const mints = [cat, dog, cow, share, USDC, WRAPPED_SOL];
  const tokens = Object.fromEntries(
    owners.flatMap((owner) =>
      mints.map((mint) => [accountOf(owner, mint), { mint, owner, amount: 10n ** 12n }] as const),
    ),
  );
  const { trades, ...rest } = decodeTransaction(change(buildTransaction(calls, { tokens, signers })), known);
  const told = trades.map(({ trader, side, input, output, hops }) => ({
    deed: [trader, side, input.amount, input.mint, output.amount, output.mint],
    hops: hops.map(({ program }) => program),
  }));
  return { ...rest, told, deeds: told.map(({ deed }) => deed) };
}

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

test('transfers and airdrops are events and no trades', () => {
  const { deeds, events } = decoded([move(cat, alice, bob, 5n), move(USDC, bob, alice, 9n)], [alice, bob]);
  assert.deepEqual(deeds, []);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['tokenMoved', 'tokenMoved'],
  );
});

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
