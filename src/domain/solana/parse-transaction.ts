// A node's answer about a transaction, in any of its encodings, as the one shape that everything here reads.
import {
  type Fields,
  isUnreadable,
  toAddress,
  toCount,
  toFields,
  toList,
  toText,
  type Unreadable,
} from './parse/fields.ts';
import { parseBalances } from './parse/parse-balances.ts';
import { parseInstructions } from './parse/parse-instructions.ts';
import { type Message, parseMessage } from './parse/parse-message.ts';
import type { AccountKey, ChainTransaction } from './transaction.ts';

/**
 * Takes what `getTransaction` gives in the encodings json, jsonParsed, base64 and base58, bare or still in its JSON-RPC answer.
 * Never throws: what cannot be read is told with the reason.
 */
export function parseTransaction(value: unknown): ChainTransaction | Unreadable {
  const told = unwrap(value);
  if (isUnreadable(told)) return told;
  const { slot: toldSlot, blockTime, meta: toldMeta, transaction, version } = told;
  const slot = toCount(toldSlot);
  if (slot === undefined) return { notUnderstood: 'the slot is missing' };
  const meta = toFields(toldMeta);
  if (meta === undefined)
    return { notUnderstood: 'the node told no meta: neither balances nor success are known' };
  const fee = toCount(meta['fee']);
  if (fee === undefined) return { notUnderstood: 'the fee is missing' };
  const message = parseMessage(transaction);
  if (isUnreadable(message)) return message;
  const accounts = toAccounts(message, meta['loadedAddresses'], meta['preBalances']);
  const balances = parseBalances(meta, accounts.length);
  if (isUnreadable(balances)) return balances;
  const logs = (toList(meta['logMessages']) ?? []).filter((line) => typeof line === 'string');
  const instructions = parseInstructions(message.instructions, meta['innerInstructions'], accounts, logs);
  if (isUnreadable(instructions)) return instructions;
  const seconds = toCount(blockTime);
  return {
    signature: message.signature,
    slot,
    blockTimeMs: seconds === undefined ? null : seconds * 1000,
    version: message.version ?? toCount(version) ?? 'legacy',
    error: toError(meta['err']),
    feeLamports: BigInt(fee),
    accounts,
    ...balances,
    instructions,
    logs,
  };
}

/** Integers of so many digits may be above 2^53. */
const LONG_INTEGER = /[[:,]\s*\d{16}/;

/** The same from text, with the digits that a number of JavaScript would lose. */
export function parseTransactionText(text: string): ChainTransaction | Unreadable {
  const value = parseExactJson(text);
  return value === undefined ? { notUnderstood: 'it is no JSON' } : parseTransaction(value);
}

/** JSON in which integers above 2^53 are bigints; undefined where it is none. */
export function parseExactJson(text: string): unknown {
  try {
    if (!LONG_INTEGER.test(text)) return JSON.parse(text);
    return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

function keepDigits(_key: string, value: unknown, context: { readonly source?: string } = {}): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(context.source ?? '') ? BigInt(context.source as string) : value;
}

/** What stands around a transaction: a JSON-RPC answer, or a list of one. */
function unwrap(value: unknown, depth = 0): Fields | Unreadable {
  const list = toList(value);
  if (list !== undefined)
    return list.length === 1 && depth < 4
      ? unwrap(list[0], depth + 1)
      : { notUnderstood: `it is a list of ${list.length}, and not one transaction` };
  const fields = toFields(value);
  if (fields === undefined) return { notUnderstood: 'it is no transaction' };
  if (fields['transaction'] !== undefined || depth >= 4) return fields;
  if (toFields(fields['error']) !== undefined) {
    const message = toText(toFields(fields['error'])?.['message']);
    return { notUnderstood: `the node answered an error: ${message?.slice(0, 200) ?? 'without words'}` };
  }
  if (fields['result'] === null) return { notUnderstood: 'the node knows no such transaction' };
  return fields['result'] === undefined ? fields : unwrap(fields['result'], depth + 1);
}

/** Static keys, then those of lookup tables, which only the node knows. A node that parses puts them among the keys itself. */
function toAccounts({ accounts }: Message, loaded: unknown, balances: unknown): readonly AccountKey[] {
  if (accounts.length >= (toList(balances)?.length ?? 0)) return accounts;
  const { writable, readonly } = toFields(loaded) ?? {};
  return [...accounts, ...toLoaded(writable, true), ...toLoaded(readonly, false)];
}

function toLoaded(value: unknown, isWritable: boolean): AccountKey[] {
  return (toList(value) ?? [])
    .map(toAddress)
    .filter((address) => address !== undefined)
    .map((address) => ({ address, isSigner: false, isWritable }));
}

function toError(err: unknown): string | null {
  if (err === null || err === undefined) return null;
  try {
    return JSON.stringify(err, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
  } catch {
    return '"it cannot be written"';
  }
}
