// Reads a transaction from its bytes and checks its form; what is not well-formed must never reach the virtual machine, which ends the process over it.
import { toBase58 } from '../../../../domain/solana/base58.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';

/** A packet of the network holds no more. */
export const MAX_TRANSACTION_BYTES = 1232;

export type WireInstruction = {
  readonly programIndex: number;
  readonly accounts: readonly number[];
  readonly data: Uint8Array;
};
export type WireLookup = {
  readonly table: Address;
  readonly writable: readonly number[];
  readonly readonly: readonly number[];
};
export type WireMessage = {
  readonly version: 'legacy' | 0;
  readonly signers: number;
  readonly readonlySigners: number;
  readonly readonlyOthers: number;
  readonly keys: readonly Address[];
  readonly blockhash: string;
  readonly instructions: readonly WireInstruction[];
  readonly lookups: readonly WireLookup[];
};
export type WireTransaction = {
  readonly bytes: Uint8Array;
  /** Base58. */
  readonly signatures: readonly string[];
  readonly message: WireMessage;
};
/** Why it is none, as a node says it. */
export type WireProblem = { readonly problem: string; readonly isUndecodable: boolean };

const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;
const VERSION_MARK = 0x80;

class Malformed extends Error {}

export function parseTransaction(bytes: Uint8Array): WireTransaction | WireProblem {
  return orProblem(() => {
    const reader = createReader(bytes);
    const signatures = reader.list(() => toBase58(reader.take(SIGNATURE_BYTES)));
    const message = readMessage(reader);
    if (!reader.isAtEnd()) throw new Malformed();
    if (signatures.length !== message.signers)
      return insane('Transaction failed to sanitize accounts offsets correctly');
    return checkMessage(message) ?? { bytes, signatures, message };
  });
}

export function parseMessage(bytes: Uint8Array): WireMessage | WireProblem {
  return orProblem(() => {
    const reader = createReader(bytes);
    const message = readMessage(reader);
    return checkMessage(message) ?? message;
  });
}

/** Whether the account may be written; programs and sysvars are not told apart. */
export function isWritable(message: WireMessage, index: number): boolean {
  const { signers, readonlySigners, readonlyOthers, keys, lookups } = message;
  if (index < signers) return index < signers - readonlySigners;
  if (index < keys.length) return index < keys.length - readonlyOthers;
  return index - keys.length < lookups.reduce((sum, { writable }) => sum + writable.length, 0);
}

type Reader = ReturnType<typeof createReader>;

function createReader(bytes: Uint8Array) {
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new Malformed();
    at += count;
    return bytes.subarray(at - count, at);
  };
  const u8 = () => take(1)[0] as number;
  /** 7 bits a byte, at most three, the shortest form only. */
  const length = (): number => {
    let value = 0;
    for (let shift = 0; shift <= 14; shift += 7) {
      const byte = u8();
      value |= (byte & 0x7f) << shift;
      if (byte & 0x80) continue;
      if ((byte === 0 && shift > 0) || value > 0xffff) throw new Malformed();
      return value;
    }
    throw new Malformed();
  };
  return {
    ...{ take, u8, length },
    peek: () => bytes[at] ?? 0,
    isAtEnd: () => at === bytes.length,
    list<T>(read: () => T): T[] {
      return Array.from({ length: length() }, read);
    },
  };
}

function readMessage(reader: Reader): WireMessage {
  const isVersioned = (reader.peek() & VERSION_MARK) !== 0;
  if (isVersioned && reader.u8() !== VERSION_MARK) throw new Malformed();
  const signers = reader.u8();
  const readonlySigners = reader.u8();
  const readonlyOthers = reader.u8();
  const key = () => toBase58(reader.take(KEY_BYTES));
  const indexes = () => [...reader.take(reader.length())];
  const keys = reader.list(key);
  const blockhash = key();
  const instructions = reader.list(() => ({
    programIndex: reader.u8(),
    accounts: indexes(),
    data: reader.take(reader.length()),
  }));
  const lookups = isVersioned
    ? reader.list(() => ({ table: key(), writable: indexes(), readonly: indexes() }))
    : [];
  const counts = { signers, readonlySigners, readonlyOthers };
  return { version: isVersioned ? 0 : 'legacy', ...counts, keys, blockhash, instructions, lookups };
}

function checkMessage(message: WireMessage): WireProblem | undefined {
  const { signers, readonlySigners, readonlyOthers, keys, instructions, lookups } = message;
  const offsets = 'Transaction failed to sanitize accounts offsets correctly';
  if (signers + readonlyOthers > keys.length || readonlySigners >= signers) return insane(offsets);
  const all =
    keys.length + lookups.reduce((sum, lookup) => sum + lookup.writable.length + lookup.readonly.length, 0);
  if (all > 256) return insane(offsets);
  if (lookups.some(({ writable, readonly }) => writable.length + readonly.length === 0))
    return insane(offsets);
  for (const { programIndex, accounts } of instructions)
    if (programIndex === 0 || programIndex >= keys.length || accounts.some((account) => account >= all))
      return insane(offsets);
  return undefined;
}

function orProblem<T>(read: () => T): T | WireProblem {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    return {
      problem: 'failed to deserialize solana_transaction::versioned::VersionedTransaction',
      isUndecodable: true,
    };
  }
}

function insane(problem: string): WireProblem {
  return { problem: `invalid transaction: ${problem}`, isUndecodable: false };
}
