// The bytes of a transaction as they travel: signatures and a message, legacy or version 0.
import { toBase58 } from '../base58.ts';
import { createByteReader } from '../byte-reader.ts';
import type { Address } from '../transaction.ts';
import type { Unreadable } from './fields.ts';
import type { Header, Message } from './parse-message.ts';

type WireTransaction = Omit<Message, 'accounts'> & {
  readonly keys: readonly Address[];
  readonly header: Header;
};

const VERSIONED = 0x80;
const KNOWN_VERSION = 0;
const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;

export function parseWireTransaction(bytes: Uint8Array): WireTransaction | Unreadable {
  const reader = createByteReader(bytes);
  const list = <T>(read: () => T): T[] => {
    const items: T[] = [];
    for (let left = reader.compactU16(); left > 0 && reader.isWhole; left -= 1) items.push(read());
    return items;
  };
  const indexes = () => [...reader.bytes(reader.compactU16())];

  const signatures = list(() => reader.bytes(SIGNATURE_BYTES));
  const [first] = signatures;
  let required = reader.u8();
  let version: WireTransaction['version'] = 'legacy';
  if (required >= VERSIONED) {
    version = required - VERSIONED;
    if (version !== KNOWN_VERSION) return { notUnderstood: `version ${version} of messages is not known` };
    required = reader.u8();
  }
  const header = {
    numRequiredSignatures: required,
    numReadonlySignedAccounts: reader.u8(),
    numReadonlyUnsignedAccounts: reader.u8(),
  };
  const keys = list(() => reader.address());
  reader.skip(KEY_BYTES); // the recent blockhash
  const instructions = list(() => ({
    programIdIndex: reader.u8(),
    accounts: indexes(),
    data: reader.bytes(reader.compactU16()),
  }));
  // What follows names places in lookup tables, of which the node tells the addresses.
  if (!reader.isWhole || first === undefined) return { notUnderstood: 'the bytes end too early' };
  return { signature: toBase58(first), version, keys, header, instructions };
}
