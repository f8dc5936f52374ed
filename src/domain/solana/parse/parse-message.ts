// The message of a transaction, told as JSON or as the bytes that were signed.
import { parseBase58 } from '../base58.ts';
import type { AccountKey } from '../transaction.ts';
import { isUnreadable, toAddress, toCount, toFields, toList, toText, type Unreadable } from './fields.ts';
import { parseWireTransaction } from './parse-wire-transaction.ts';

export type Message = {
  readonly signature: string;
  /** Undefined where the message does not say it. */
  readonly version: 'legacy' | number | undefined;
  /** Those that the message itself names; where a node parsed it, those of lookup tables too. */
  readonly accounts: readonly AccountKey[];
  /** In either form of a node, or compiled by us from bytes. */
  readonly instructions: readonly unknown[];
};

/** Takes the field `transaction` of a node's answer. */
export function parseMessage(transaction: unknown): Message | Unreadable {
  if (typeof transaction === 'string') return fromBytes(transaction, 'base58');
  const encoded = toList(transaction);
  if (encoded !== undefined) return fromBytes(toText(encoded[0]), toText(encoded[1]));
  const { signatures, message: told } = toFields(transaction) ?? {};
  const signature = toText(toList(signatures)?.[0]);
  const message = toFields(told);
  const keys = toList(message?.['accountKeys']);
  const instructions = toList(message?.['instructions']);
  if (signature === undefined || keys === undefined || instructions === undefined)
    return { notUnderstood: 'signature, account keys or instructions are missing' };
  const isParsed = typeof keys[0] === 'object';
  const accounts = isParsed
    ? keys.map(toParsedKey)
    : toKeys(keys, message?.['header'], toList(signatures)?.length);
  if (accounts.includes(undefined)) return { notUnderstood: 'an account key is no address' };
  return {
    signature,
    version: undefined,
    accounts: accounts as AccountKey[],
    instructions,
  };
}

const MAX_TEXT = 8192;

function fromBytes(text: string | undefined, encoding: string | undefined): Message | Unreadable {
  if (text === undefined || text.length > MAX_TEXT)
    return { notUnderstood: 'the transaction holds no bytes' };
  if (encoding !== 'base64' && encoding !== 'base58')
    return { notUnderstood: `the encoding ${encoding} is not known` };
  const bytes = encoding === 'base58' ? parseBase58(text) : new Uint8Array(Buffer.from(text, 'base64'));
  if (bytes === undefined) return { notUnderstood: 'the transaction is no base58' };
  const parsed = parseWireTransaction(bytes);
  if (isUnreadable(parsed)) return parsed;
  const { keys, header, ...rest } = parsed;
  return { ...rest, accounts: keys.map((key, i) => toKey(key, i, keys.length, header)) };
}

export type Header = {
  readonly numRequiredSignatures: number;
  readonly numReadonlySignedAccounts: number;
  readonly numReadonlyUnsignedAccounts: number;
};

function toKeys(keys: readonly unknown[], header: unknown, signatures = 1): (AccountKey | undefined)[] {
  const fields = toFields(header) ?? {};
  const counts = {
    numRequiredSignatures: toCount(fields['numRequiredSignatures']) ?? signatures,
    numReadonlySignedAccounts: toCount(fields['numReadonlySignedAccounts']) ?? 0,
    numReadonlyUnsignedAccounts: toCount(fields['numReadonlyUnsignedAccounts']) ?? 0,
  };
  return keys.map((key, i) => {
    const address = toAddress(key);
    return address === undefined ? undefined : toKey(address, i, keys.length, counts);
  });
}

function toKey(address: string, index: number, count: number, header: Header): AccountKey {
  const signers = header.numRequiredSignatures;
  const isSigner = index < signers;
  const writableUntil = isSigner
    ? signers - header.numReadonlySignedAccounts
    : count - header.numReadonlyUnsignedAccounts;
  return { address, isSigner, isWritable: index < writableUntil };
}

function toParsedKey(key: unknown): AccountKey | undefined {
  const { pubkey, signer, writable } = toFields(key) ?? {};
  const address = toAddress(pubkey);
  if (address === undefined) return undefined;
  return { address, isSigner: signer === true, isWritable: writable === true };
}
