// How the sandbox writes instructions: account by account with its rights, and data as little-endian fields.
import { hash } from 'node:crypto';
import {
  type AccountMeta,
  AccountRole,
  type Address,
  address,
  getAddressDecoder,
  getAddressEncoder,
  type Instruction,
  isOffCurveAddress,
} from '@solana/kit';

export const readonly = (address: Address): AccountMeta => ({ address, role: AccountRole.READONLY });
export const writable = (address: Address): AccountMeta => ({ address, role: AccountRole.WRITABLE });
export const signing = (address: Address): AccountMeta => ({ address, role: AccountRole.READONLY_SIGNER });
export const paying = (address: Address): AccountMeta => ({ address, role: AccountRole.WRITABLE_SIGNER });

export const toBytes = (address: Address): Uint8Array => new Uint8Array(getAddressEncoder().encode(address));

export function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** With its length in four bytes before it. */
export function text(value: string): Uint8Array {
  const content = new TextEncoder().encode(value);
  const bytes = new Uint8Array(4 + content.length);
  new DataView(bytes.buffer).setUint32(0, content.length, true);
  bytes.set(content, 4);
  return bytes;
}

export function instruction(
  programAddress: Address,
  accounts: readonly AccountMeta[],
  ...data: readonly (readonly number[] | Uint8Array)[]
): Instruction {
  return { programAddress, accounts, data: Uint8Array.from(data.flatMap((part) => [...part])) };
}

const ASSOCIATED_TOKEN = address('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
const MAX_KEPT = 20_000;
/** Finding one costs half a millisecond, and the same are asked again and again. */
const kept = new Map<string, Address>();

/** The address that a program alone can sign for. */
export function derived(program: Address, ...seeds: readonly (string | Uint8Array)[]): Address {
  const bytes = Buffer.concat(seeds.map((seed) => (typeof seed === 'string' ? Buffer.from(seed) : seed)));
  // where one seed ends and the next begins makes no difference to the program either
  const name = `${program} ${bytes.toString('latin1')}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  if (kept.size >= MAX_KEPT) kept.clear();
  const found = findOffCurve(bytes, toBytes(program));
  kept.set(name, found);
  return found;
}

/** The first one downwards from 255 for which nobody can have a key. */
function findOffCurve(seeds: Buffer, program: Uint8Array): Address {
  for (let bump = 255; bump >= 0; bump -= 1) {
    const content = Buffer.concat([seeds, Buffer.of(bump), program, Buffer.from('ProgramDerivedAddress')]);
    const found = getAddressDecoder().decode(hash('sha256', content, 'buffer'));
    if (isOffCurveAddress(found)) return found;
  }
  throw new RangeError('No address of the program belongs to these seeds.');
}

/** Where an owner's tokens lie unless somebody chose another place. */
export function tokenAccountOf(owner: Address, mint: Address, tokenProgram: Address): Address {
  return derived(ASSOCIATED_TOKEN, toBytes(owner), toBytes(tokenProgram), toBytes(mint));
}
