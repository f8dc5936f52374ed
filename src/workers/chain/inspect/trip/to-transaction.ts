// A legacy transaction without signatures or blockhash, for simulation only.
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { bytesOf } from '../program-address.ts';

export type Meta = { readonly address: Address; readonly isSigner: boolean; readonly isWritable: boolean };

export type Instruction = {
  readonly program: Address;
  readonly accounts: readonly Meta[];
  readonly data: Uint8Array;
};

export const readonly = (address: Address): Meta => ({ address, isSigner: false, isWritable: false });
export const writable = (address: Address): Meta => ({ address, isSigner: false, isWritable: true });
export const signing = (address: Address): Meta => ({ address, isSigner: true, isWritable: true });

/** Little-endian, in eight bytes. */
export function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

const SIGNATURE_BYTES = 64;

export function toTransaction(payer: Address, instructions: readonly Instruction[]): Uint8Array {
  const rights = new Map<Address, { isSigner: boolean; isWritable: boolean }>();
  const add = ({ address, isSigner, isWritable }: Meta) => {
    const known = rights.get(address) ?? { isSigner: false, isWritable: false };
    rights.set(address, {
      isSigner: known.isSigner || isSigner,
      isWritable: known.isWritable || isWritable,
    });
  };
  add(signing(payer));
  for (const { program, accounts } of instructions) {
    for (const account of accounts) add(account);
    add(readonly(program));
  }
  const group = (isSigner: boolean, isWritable: boolean) =>
    [...rights]
      .filter(([, of]) => of.isSigner === isSigner && of.isWritable === isWritable)
      .map(([key]) => key);
  const groups = [group(true, true), group(true, false), group(false, true), group(false, false)] as const;
  const keys = groups.flat();
  const indexOf = new Map(keys.map((key, i) => [key, i]));
  const at = (address: Address) => indexOf.get(address) as number;
  const signers = groups[0].length + groups[1].length;
  return Uint8Array.from([
    ...compact(signers),
    ...new Uint8Array(signers * SIGNATURE_BYTES),
    ...[signers, groups[1].length, groups[3].length],
    ...compact(keys.length),
    ...keys.flatMap((key) => [...bytesOf(key)]),
    ...bytesOf(SYSTEM),
    ...compact(instructions.length),
    ...instructions.flatMap(({ program, accounts, data }) => [
      at(program),
      ...compact(accounts.length),
      ...accounts.map(({ address }) => at(address)),
      ...compact(data.length),
      ...data,
    ]),
  ]);
}

/** Seven bits a byte, the last one below 128. */
function compact(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
