// Transactions made by hand: calls within calls, with the token balances, inner instructions and log that a node would tell of them.
import { getBase58Codec } from '@solana/kit';
import type { ChainTransaction, Instruction, TokenBalance } from '../../src/domain/solana/transaction.ts';
import { addressFor, type EncodedInstruction } from './idl-encoder.ts';

export type Call = EncodedInstruction & {
  /** What it calls, in order. */
  readonly calls?: readonly Call[];
  /** Data that it writes into the log, before it calls. */
  readonly logged?: readonly Uint8Array[];
  readonly moved?: { from: string | null; to: string | null; amount: bigint; fee: bigint };
};

/** A token account that exists before the transaction. */
export type HeldTokens = { readonly mint: string; readonly owner: string; readonly amount: bigint };

const TOKEN = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const TOKEN_2022 = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';
const SYSTEM = '11111111111111111111111111111111';
/** Bytes in front of an event that an Anchor program keeps by calling itself. */
const EVENT_CALL = Buffer.from('e445a52e51cb9a1d', 'hex');

type Transfer = { mint: string; from: string; to: string; authority: string; amount: bigint; fee?: bigint };

/** `transferChecked` of either token program; with a fee, `transferCheckedWithFee` of Token-2022. */
export function transferOf({ mint, from, to, authority, amount, fee }: Transfer): Call {
  const accounts = [from, mint, to, authority];
  const moved = { from, to, amount, fee: fee ?? 0n };
  if (fee === undefined)
    return {
      program: TOKEN,
      accounts,
      data: Buffer.concat([Uint8Array.of(12), u64(amount), [6]].map(toBytes)),
      moved,
    };
  const data = [Uint8Array.of(26, 1), u64(amount), Uint8Array.of(6), u64(fee)];
  return { program: TOKEN_2022, accounts, data: Buffer.concat(data), moved };
}

/** The old `transfer`, which does not name the mint. */
export function plainTransferOf({ from, to, authority, amount }: Omit<Transfer, 'mint' | 'fee'>): Call {
  const data = Buffer.concat([Uint8Array.of(3), u64(amount)]);
  return { program: TOKEN, accounts: [from, to, authority], data, moved: { from, to, amount, fee: 0n } };
}

export function mintOf({ mint, to, authority, amount }: Omit<Transfer, 'from' | 'fee'>): Call {
  const data = Buffer.concat([Uint8Array.of(7), u64(amount)]);
  return {
    program: TOKEN,
    accounts: [mint, to, authority],
    data,
    moved: { from: null, to, amount, fee: 0n },
  };
}

export function burnOf({ mint, from, authority, amount }: Omit<Transfer, 'to' | 'fee'>): Call {
  const data = Buffer.concat([Uint8Array.of(8), u64(amount)]);
  return {
    program: TOKEN,
    accounts: [from, mint, authority],
    data,
    moved: { from, to: null, amount, fee: 0n },
  };
}

export function solTransferOf(from: string, to: string, lamports: bigint): Call {
  const data = Buffer.concat([Uint8Array.of(2, 0, 0, 0), u64(lamports)]);
  return { program: SYSTEM, accounts: [from, to], data };
}

/** An event kept by a call of a program to itself. */
export function eventCallOf(program: string, event: Uint8Array): Call {
  return { program, accounts: [addressFor('event authority')], data: Buffer.concat([EVENT_CALL, event]) };
}

export function buildTransaction(
  calls: readonly Call[],
  { tokens = {}, signers = [addressFor('user')] }: BuildOptions = {},
): ChainTransaction {
  const instructions: Instruction[] = [];
  const logs: string[] = [];
  const held = new Map(Object.entries(tokens).map(([account, { amount }]) => [account, amount]));
  const place = (call: Call, outer: number, inner: number | null, depth: number): void => {
    const { program, accounts, data, moved } = call;
    instructions.push({
      index: instructions.length,
      outer,
      inner,
      depth,
      program,
      accounts,
      data,
      parsed: null,
    });
    logs.push(`Program ${program} invoke [${depth}]`);
    for (const bytes of call.logged ?? [])
      logs.push(`Program data: ${Buffer.from(bytes).toString('base64')}`);
    if (moved) {
      if (moved.from !== null) held.set(moved.from, (held.get(moved.from) ?? 0n) - moved.amount);
      if (moved.to !== null) held.set(moved.to, (held.get(moved.to) ?? 0n) + moved.amount - moved.fee);
    }
    const first = instructions.findIndex((known) => known.outer === outer);
    for (const called of call.calls ?? []) place(called, outer, instructions.length - first - 1, depth + 1);
    logs.push(`Program ${program} success`);
  };
  calls.forEach((call, outer) => {
    place(call, outer, null, 1);
  });
  const keys = new Set([
    ...signers,
    ...instructions.flatMap(({ accounts, program }) => [...accounts, program]),
  ]);
  for (const account of Object.keys(tokens)) keys.add(account);
  const accounts = [...keys];
  const balances = (amountOf: (account: string, before: bigint) => bigint): TokenBalance[] =>
    Object.entries(tokens).map(([account, { mint, owner, amount }]) => ({
      account: accounts.indexOf(account),
      mint,
      owner,
      amount: amountOf(account, amount),
      decimals: 6,
    }));
  return {
    signature: getBase58Codec().decode(new Uint8Array(64).fill(7)),
    slot: 1,
    blockTimeMs: 1_700_000_000_000,
    version: 0,
    error: null,
    feeLamports: 5000n,
    accounts: accounts.map((address) => ({ address, isSigner: signers.includes(address), isWritable: true })),
    preLamports: accounts.map(() => 10_000_000_000n),
    postLamports: accounts.map(() => 10_000_000_000n),
    preTokens: balances((_, before) => before),
    postTokens: balances((account, before) => held.get(account) ?? before),
    instructions,
    logs,
  };
}

type BuildOptions = { tokens?: Readonly<Record<string, HeldTokens>>; signers?: readonly string[] };

function u64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function toBytes(value: Uint8Array | number[]): Uint8Array {
  return Uint8Array.from(value);
}
