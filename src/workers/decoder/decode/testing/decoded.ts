// Wallets, tokens and pools of tests, and what is decoded of calls between them.
import { buildTransaction, type Call, transferOf } from '../../../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../../../test/solana/idl-encoder.ts';
import { USDC, WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import type { ChainTransaction } from '../../../../domain/solana/transaction.ts';
import { definePlatform } from '../../../../platforms/platform.ts';
import { movesOf } from '../../../../platforms/reading/swap-by-vaults.ts';
import { savings } from '../../../../platforms/token/savings.ts';
import { systemProgram } from '../../../../platforms/token/system-program.ts';
import { tokenProgram } from '../../../../platforms/token/token-program.ts';
import { decodeTransaction } from '../decode-transaction.ts';
import { toProgramMap } from '../read-instructions.ts';

export const [alice, bob, keeper, router, amm, unknownAmm] = [
  'alice',
  'bob',
  'keeper',
  'router',
  'amm',
  'other',
].map(addressFor) as [string, string, string, string, string, string];
export const [cat, dog, cow, share] = ['cat', 'dog', 'cow', 'share'].map(addressFor) as [
  string,
  string,
  string,
  string,
];

/** Whoever it is tells the first two moves of what it called: in, out. */
export const pool = definePlatform({
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
/** Orders that a keeper fills: it tells what the order of the second account gave and its owner, the first, got. */
export const ORDERS = addressFor('orders');
const orders = definePlatform({
  name: 'test-orders',
  title: 'Test orders',
  summary: 'Orders.',
  kind: 'book',
  programs: [ORDERS],
  read: ({ index, accounts: [user = '', pool = ''], data }) => {
    const input = { mint: USDC, amount: BigInt(data[0] ?? 0) * 10n };
    const output = { mint: cat, amount: BigInt(data[1] ?? 0) * 10n };
    return data.length === 0
      ? []
      : [{ type: 'swap', instruction: index, program: ORDERS, pool, user, input, output }];
  },
});
/** A router that says what it did: 1,000 USDC for 500 dogs in the pool, these for 7 cats where nobody can read. */
export const TALKING_ROUTER = addressFor('talking router');
const talkingRouter = definePlatform({
  name: 'test-router',
  title: 'Test router',
  summary: 'A router.',
  kind: 'router',
  programs: [TALKING_ROUTER],
  read: ({ index }) => {
    const of = { type: 'routedSwap', instruction: index, program: TALKING_ROUTER } as const;
    const dogs = { mint: dog, amount: 500n };
    return [
      { ...of, through: amm, input: { mint: USDC, amount: 1000n }, output: dogs },
      { ...of, through: unknownAmm, input: dogs, output: { mint: cat, amount: 7n } },
    ];
  },
});
const known = toProgramMap([pool, orders, talkingRouter, tokenProgram, systemProgram, savings]);

export const accountOf = (owner: string, mint: string) => addressFor(`${owner} ${mint}`);
export const move = (mint: string, from: string, to: string, amount: bigint) =>
  transferOf({ mint, from: accountOf(from, mint), to: accountOf(to, mint), authority: from, amount });
type Swap = {
  user: string;
  give: [string, bigint];
  get: [string, bigint];
  program?: string;
  to?: string;
  by?: string;
};
export const POOL = addressFor('pool');
export function swapOf({ user, give, get, program = amm, to = user, by = POOL }: Swap): Call {
  return {
    ...{ program, accounts: [user, by], data: new Uint8Array() },
    calls: [move(give[0], user, by, give[1]), move(get[0], by, to, get[1])],
  };
}
export const call = (program: string, calls: Call[]): Call => ({
  program,
  accounts: [],
  data: new Uint8Array(),
  calls,
});

/** Everybody holds much of everything. */
export function decoded(
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
