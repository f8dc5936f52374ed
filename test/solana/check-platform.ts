// What every platform has to do right with its swaps, pools and liquidity, in all the forms in which they stand in transactions.
import assert from 'node:assert/strict';
import type { ChainTransaction } from '../../src/domain/solana/transaction.ts';
import type { Platform, Reading } from '../../src/platforms/platform.ts';
import {
  buildTransaction,
  type Call,
  type HeldTokens,
  plainTransferOf,
  transferOf,
} from './built-transaction.ts';
import { addressFor, createIdlEncoder, type IdlEncoder, type IdlValues } from './idl-encoder.ts';

export const user = addressFor('user');
export const [mintA, mintB] = [addressFor('mint A'), addressFor('mint B')];
const [userA, userB] = [addressFor('tokens A of user'), addressFor('tokens B of user')];
const authority = addressFor('authority of the pool');
const router = addressFor('router');

/** Names of accounts in the description of the program. */
export type Roles = {
  readonly pool: string;
  readonly user: string;
  readonly vaults: readonly [string, string] | readonly [string];
};

/** A description made of account names alone, for programs whose own is not among the recorded data. */
export function toEncoder(
  program: string,
  accountsOf: Readonly<Record<string, string>>,
  args: Readonly<Record<string, readonly string[]>> = {},
): IdlEncoder {
  const instructions = Object.entries(accountsOf).map(([name, accounts]) => ({
    name,
    accounts: accounts
      .split(/\s+/)
      .filter((account) => account !== '')
      .map((account) => ({ name: account })),
    args: (args[name] ?? []).map((arg) => ({
      name: arg.split(':')[0] as string,
      type: arg.split(':')[1] as string,
    })),
  }));
  return createIdlEncoder({ address: program, instructions });
}

/** `more` reads what the transaction holds of this platform, in order. */
export function readAll(platform: Platform, transaction: ChainTransaction): Reading[] {
  return transaction.instructions
    .filter(({ program }) => platform.programs.includes(program))
    .map((instruction) => platform.read(instruction, transaction));
}

function vaultsOf({ vaults: [a, b = a] }: Roles): readonly [string, string] {
  return [addressFor(a), addressFor(b)];
}

function held([vaultA, vaultB]: readonly [string, string]): Record<string, HeldTokens> {
  const amount = 1_000_000_000n;
  return {
    [userA]: { mint: mintA, owner: user, amount },
    [userB]: { mint: mintB, owner: user, amount },
    [vaultA]: { mint: mintA, owner: authority, amount },
    [vaultB]: { mint: mintB, owner: authority, amount },
  };
}

type Amounts = { readonly paid: bigint; readonly got: bigint; readonly fee?: bigint };

/** The transfers of a swap of A for B, or of B for A. */
function swapCalls(roles: Roles, { paid, got, fee }: Amounts, isReversed: boolean): Call[] {
  const [vaultA, vaultB] = vaultsOf(roles);
  const [mint, source, into] = isReversed ? [mintB, userB, vaultB] : [mintA, userA, vaultA];
  const [mintOut, out, target] = isReversed ? [mintA, vaultA, userA] : [mintB, vaultB, userB];
  const withFee = fee === undefined ? {} : { fee };
  return [
    transferOf({ mint, from: source, to: into, authority: user, amount: paid, ...withFee }),
    transferOf({ mint: mintOut, from: out, to: target, authority, amount: got }),
  ];
}

/** Direct, called by a router among others, turned round, without named mints, and with fees that the token or somebody else takes. */
export function checkSwap(platform: Platform, encoder: IdlEncoder, name: string, roles: Roles): void {
  const program = encoder.instruction(name).program;
  const tokens = held(vaultsOf(roles));
  const make = (calls: readonly Call[]): Call => ({
    ...encoder.instruction(name, { accounts: { [roles.user]: user } }),
    calls,
  });
  const swap = (instruction: number, { paid, got, fee = 0n }: Amounts, isReversed = false) => ({
    type: 'swap',
    instruction,
    program,
    pool: addressFor(roles.pool),
    user,
    input: { mint: isReversed ? mintB : mintA, amount: paid - fee },
    output: { mint: isReversed ? mintA : mintB, amount: got },
  });
  const expect = (calls: readonly Call[], expected: readonly object[][]) => {
    assert.deepEqual(readAll(platform, buildTransaction(calls, { tokens })), expected, name);
  };
  const [first, second] = [
    { paid: 700n, got: 90n },
    { paid: 50n, got: 333n },
  ];

  expect([make(swapCalls(roles, first, false))], [[swap(0, first)]]);
  expect([make(swapCalls(roles, second, true))], [[swap(0, second, true)]]);

  const routed = { program: router, accounts: [user], data: Uint8Array.of(1) };
  const swaps = [make(swapCalls(roles, first, false)), make(swapCalls(roles, second, true))];
  const unrelated = transferOf({
    mint: mintA,
    from: userA,
    to: vaultsOf(roles)[0],
    authority: user,
    amount: 5n,
  });
  expect([{ ...routed, calls: [...swaps, unrelated] }], [[swap(1, first)], [swap(4, second, true)]]);

  const taxed = { paid: 1000n, got: 40n, fee: 30n };
  expect([make(swapCalls(roles, taxed, false))], [[swap(0, taxed)]]);

  const [vaultA, vaultB] = vaultsOf(roles);
  const plain = [
    plainTransferOf({ from: userA, to: vaultA, authority: user, amount: 11n }),
    plainTransferOf({ from: vaultB, to: userB, authority, amount: 12n }),
  ];
  expect([make(plain)], [[swap(0, { paid: 11n, got: 12n })]]);

  // Whoever has a fee out of the vaults, and wherever its account stands, these lost it.
  for (const to of [...make([]).accounts, addressFor('elsewhere'), userB]) {
    if (vaultA === to || vaultB === to) continue;
    const share = { mint: mintB, from: vaultB, to, authority, amount: 3n };
    const all = swap(0, { ...first, got: first.got + share.amount });
    expect([make([...swapCalls(roles, first, false), transferOf(share)])], [[all]]);
  }
}

/** Moved by one instruction into or out of the vaults: both tokens, or one where there is one vault. */
export function checkLiquidity(
  platform: Platform,
  encoder: IdlEncoder,
  name: string,
  roles: Roles & { readonly type: 'liquidityAdded' | 'liquidityRemoved' },
): void {
  const vaults = vaultsOf(roles);
  const isAdded = roles.type === 'liquidityAdded';
  const sides = roles.vaults.map((_, at) => {
    const [mint, own, vault, amount] =
      at === 0 ? [mintA, userA, vaults[0], 70n] : [mintB, userB, vaults[1], 80n];
    const [from, to, by] = isAdded ? [own, vault, user] : [vault, own, authority];
    // One of the tokens keeps a part back, which never reaches the pool.
    return { mint, from, to, authority: by, amount, ...(at === 0 ? { fee: 6n } : {}) };
  });
  // What moves within the pool is no liquidity.
  const inside = { mint: mintB, from: vaults[1], to: vaults[0], authority, amount: 4n };
  const moves = [...sides, ...(vaults[0] === vaults[1] ? [] : [inside])];
  const call = encoder.instruction(name, { accounts: { [roles.user]: user } });
  const transaction = buildTransaction([{ ...call, calls: moves.map(transferOf) }], { tokens: held(vaults) });
  const of = { type: roles.type, instruction: 0, program: call.program, pool: addressFor(roles.pool), user };
  const amounts = sides.map(({ mint, amount, fee = 0n }) => ({
    mint,
    amount: isAdded ? amount - fee : amount,
  }));
  assert.deepEqual(readAll(platform, transaction), [[{ ...of, amounts }]], name);
  assert.deepEqual(readAll(platform, buildTransaction([call])), [[]], `${name} that moves nothing`);
}

/** A pool made, with what is paid in at once where the roles name vaults. */
export function checkPool(
  platform: Platform,
  encoder: IdlEncoder,
  name: string,
  roles: {
    readonly pool: string;
    readonly creator: string;
    readonly mints: readonly [string, string];
    readonly vaults?: readonly [string, string];
    readonly args?: IdlValues;
  },
): void {
  const { pool, creator, mints, vaults, args = {} } = roles;
  const accounts = { [creator]: user, [mints[0]]: mintA, [mints[1]]: mintB };
  const both = vaults === undefined ? undefined : ([addressFor(vaults[0]), addressFor(vaults[1])] as const);
  const paid =
    both === undefined
      ? []
      : [
          { mint: mintA, from: userA, to: both[0], authority: user, amount: 70n },
          { mint: mintB, from: userB, to: both[1], authority: user, amount: 80n },
        ];
  const call = encoder.instruction(name, { accounts, args });
  const transaction = buildTransaction([{ ...call, calls: paid.map(transferOf) }], {
    tokens: both === undefined ? {} : held(both),
  });
  const of = {
    type: 'poolCreated',
    instruction: 0,
    program: call.program,
    pool: addressFor(pool),
    creator: user,
  };
  const amounts = paid.map(({ mint, amount }) => ({ mint, amount }));
  assert.deepEqual(readAll(platform, transaction), [[{ ...of, mints: [mintA, mintB], amounts }]], name);
}

/** Nothing of the description is unknown, and what it does not hold is told with its bytes. */
export function checkNames(
  platform: Platform,
  encoder: IdlEncoder,
  program = platform.programs[0] as string,
): void {
  for (const { name } of encoder.idl.instructions) {
    const [reading] = readAll(platform, buildTransaction([{ ...encoder.instruction(name), program }]));
    assert.ok(reading, name);
    const reason = 'notUnderstood' in reading ? reading.notUnderstood : '';
    assert.doesNotMatch(reason, /^unknown instruction/, name);
  }
  const data = Buffer.from('0102030405060708', 'hex');
  const [unknown] = readAll(platform, buildTransaction([{ program, accounts: [user], data }]));
  if (encoder.idl.instructions[0]?.discriminant === undefined)
    assert.deepEqual(unknown, { notUnderstood: 'unknown instruction 0x0102030405060708' });
}
