// Outer and inner instructions in the order of execution, in one list.
import { parseBase58 } from '../base58.ts';
import type { AccountKey, Address, Instruction, ParsedInstruction } from '../transaction.ts';
import { toAddress, toCount, toFields, toList, type Unreadable } from './fields.ts';
import { toBatch } from './to-batch.ts';
import { toDepths } from './to-depths.ts';

type Bare = Pick<Instruction, 'program' | 'accounts' | 'data' | 'parsed'> & {
  readonly height: number | undefined;
};

/** What `meta.innerInstructions` tells is put behind the outer instruction that called it. */
export function parseInstructions(
  outer: readonly unknown[],
  inner: unknown,
  accounts: readonly AccountKey[],
  logs: readonly string[],
): Instruction[] | Unreadable {
  const called = new Map<number, readonly unknown[]>();
  for (const group of toList(inner) ?? []) {
    const { index, instructions } = toFields(group) ?? {};
    const [at, list] = [toCount(index), toList(instructions)];
    if (at === undefined || at >= outer.length || list === undefined)
      return { notUnderstood: 'inner instructions of no instruction' };
    called.set(at, list);
  }
  const bare: (Bare & { readonly outer: number; readonly inner: number | null })[] = [];
  for (let at = 0; at < outer.length; at += 1) {
    const own = toBare(outer[at], accounts);
    if (own === undefined) return { notUnderstood: `instruction ${at} cannot be read` };
    bare.push({ ...own, outer: at, inner: null });
    const list = called.get(at) ?? [];
    for (let place = 0; place < list.length; place += 1) {
      const one = toBare(list[place], accounts);
      if (one === undefined) return { notUnderstood: `instruction ${at}.${place} cannot be read` };
      bare.push({ ...one, outer: at, inner: place });
    }
  }
  const depths = toDepths(bare, logs);
  const instructions: Instruction[] = [];
  bare.forEach(({ height: _, ...rest }, at) => {
    const depth = depths[at] as number;
    instructions.push({ index: instructions.length, depth, ...rest });
    for (const part of toBatch(rest))
      instructions.push({
        ...part,
        index: instructions.length,
        depth: depth + 1,
        outer: rest.outer,
        inner: rest.inner,
      });
  });
  return instructions;
}

const NO_BYTES = new Uint8Array();

function toBare(value: unknown, keys: readonly AccountKey[]): Bare | undefined {
  const fields = toFields(value);
  if (fields === undefined) return undefined;
  const { programId, programIdIndex, accounts, data, parsed, stackHeight } = fields;
  const program = toAddress(programId) ?? keys[toCount(programIdIndex) ?? -1]?.address;
  if (program === undefined) return undefined;
  const height = toCount(stackHeight);
  if (parsed !== undefined && parsed !== null)
    return { program, accounts: [], data: NO_BYTES, parsed: toParsed(parsed), height };
  const addresses = toAddresses(accounts, keys);
  const bytes = data instanceof Uint8Array ? data : typeof data === 'string' ? parseBase58(data) : NO_BYTES;
  if (addresses === undefined || bytes === undefined) return undefined;
  return { program, accounts: addresses, data: bytes, parsed: null, height };
}

function toAddresses(value: unknown, keys: readonly AccountKey[]): Address[] | undefined {
  const addresses: Address[] = [];
  for (const account of toList(value) ?? []) {
    const address = typeof account === 'string' ? toAddress(account) : keys[toCount(account) ?? -1]?.address;
    if (address === undefined) return undefined;
    addresses.push(address);
  }
  return addresses;
}

/** A memo is parsed to its text alone. */
function toParsed(value: unknown): ParsedInstruction {
  const { type, info } = toFields(value) ?? {};
  return { type: typeof type === 'string' ? type : 'unknown', info: toFields(info) ?? {} };
}
