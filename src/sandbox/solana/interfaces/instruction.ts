// How the sandbox writes instructions: account by account with its rights, and data as little-endian fields.
import {
  type AccountMeta,
  AccountRole,
  type Address,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Instruction,
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

/** The address that a program alone can sign for. */
export async function derived(
  program: Address,
  ...seeds: readonly (string | Uint8Array)[]
): Promise<Address> {
  const [address] = await getProgramDerivedAddress({ programAddress: program, seeds: [...seeds] });
  return address;
}
