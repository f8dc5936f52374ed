// Builds transaction messages for tests, from the public description of their layout and apart from the code that reads them.
import { createHash } from 'node:crypto';
import { type Address, encodeBase58, parseAddress } from '../base58.ts';
import { COMPUTE_BUDGET, SYSTEM } from '../solana/programs.ts';

/** A public address that is always the same for a name. */
export function address(name: string): Address {
  return encodeBase58(createHash('sha256').update(name).digest());
}

export type TestInstruction = {
  readonly program: Address;
  readonly accounts: readonly (Address | { readonly fromTable: number })[];
  readonly data: readonly number[] | Buffer;
};

export type TestMessage = {
  readonly payer: Address;
  readonly otherSigners?: readonly Address[];
  readonly instructions: readonly TestInstruction[];
  /** Entries taken from one lookup table; makes the message a versioned one. */
  readonly tableEntries?: number;
  readonly versioned?: boolean;
};

export function encodeMessage(message: TestMessage): Buffer {
  const { payer, otherSigners = [], instructions, tableEntries = 0 } = message;
  const isVersioned = message.versioned === true || tableEntries > 0;
  const named = instructions.flatMap(({ program, accounts }) => [
    program,
    ...accounts.filter((account) => typeof account === 'string'),
  ]);
  const accounts = [...new Set([payer, ...otherSigners, ...named])];
  const placeOf = (account: Address | { fromTable: number }) =>
    typeof account === 'string' ? accounts.indexOf(account) : accounts.length + account.fromTable;
  const lookups = tableEntries === 0 ? [] : [bytes(address('table')), list(range(tableEntries)), list([])];
  return Buffer.concat([
    Buffer.from(isVersioned ? [0x80] : []),
    Buffer.from([1 + otherSigners.length, 0, 0]),
    Buffer.concat([length(accounts.length), ...accounts.map(bytes)]),
    Buffer.alloc(32, 7),
    length(instructions.length),
    ...instructions.flatMap((instruction) => [
      Buffer.from([placeOf(instruction.program)]),
      list(instruction.accounts.map(placeOf)),
      list([...instruction.data]),
    ]),
    ...(isVersioned ? [length(tableEntries === 0 ? 0 : 1), ...lookups] : []),
  ]);
}

export function length(value: number): Buffer {
  const low = value & 0x7f;
  return value < 0x80 ? Buffer.from([low]) : Buffer.concat([Buffer.from([low | 0x80]), length(value >> 7)]);
}

export function u64(value: bigint): Buffer {
  const bytes8 = Buffer.alloc(8);
  bytes8.writeBigUInt64LE(value);
  return bytes8;
}

export function sendSol(from: Address, to: Address, lamports: bigint): TestInstruction {
  return {
    program: SYSTEM,
    accounts: [from, to],
    data: Buffer.concat([Buffer.from([2, 0, 0, 0]), u64(lamports)]),
  };
}

export function sendToken(
  program: Address,
  [source, mint, to, authority]: readonly [Address, Address, Address, Address],
  amount: bigint,
): TestInstruction {
  const data = Buffer.concat([Buffer.from([12]), u64(amount), Buffer.from([6])]);
  return { program, accounts: [source, mint, to, authority], data };
}

export function unitLimit(units: number): TestInstruction {
  const data = Buffer.alloc(5, 2);
  data.writeUInt32LE(units, 1);
  return { program: COMPUTE_BUDGET, accounts: [], data };
}

export function unitPrice(microLamports: bigint): TestInstruction {
  return {
    program: COMPUTE_BUDGET,
    accounts: [],
    data: Buffer.concat([Buffer.from([3]), u64(microLamports)]),
  };
}

function list(items: readonly number[]): Buffer {
  return Buffer.concat([length(items.length), Buffer.from(items)]);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function bytes(named: Address): Buffer {
  return parseAddress(named) ?? Buffer.alloc(32);
}
