// Any value as JSON text, whoever made it: bounded, never throwing, secrets by field name left out.
import { Secret } from '../secret.ts';
import { toErrorFields } from './error-fields.ts';
import { redactSecrets } from './redaction.ts';
import { isSolanaAddress, type Secrecy, secrecyOf } from './secret-fields.ts';

const REDACTED = '"[redacted]"';
/** With these a line stays under 64 kB, also if every character of its longest string is escaped. */
const MAX_STRING_CHARS = 4096;
const MAX_LINE_CHARS = 12_000;
/** More than the longest secret, so that none is cut in half before it is recognised. */
const SECRET_CHARS = 512;
const MAX_KEY_CHARS = 128;
const MAX_DEPTH = 8;
const MAX_ITEMS = 128;
const MAX_KNOWN_KEYS = 4096;

/** What is left of a line while nested values are written into it. */
type Walk = { room: number; readonly ancestors: object[] };

type Key = { readonly text: string; readonly secrecy: Secrecy };

/** Fields whose names belong to the line itself; a caller's value goes under `_name`. */
const ownKeys = new Set(['level', 'time', 'worker', 'module', 'correlationId', 'msg', 'pid', 'hostname']);
const topKeys = new Map<string, Key>();

/** The line with `,"key":value` for every field; a field that cannot be read says so. */
export function appendFields(line: string, fields: unknown): string {
  if (typeof fields !== 'object' || fields === null) return line;
  const named = fields instanceof Error ? { err: fields } : (fields as Record<string, unknown>);
  let text = line;
  try {
    for (const name in named) {
      if (text.length > MAX_LINE_CHARS) return `${text},"cut":"more fields"`;
      const key = topKeys.get(name) ?? learnKey(name);
      const value = readField(named, name);
      if (value !== undefined) text += key.text + toValueText(value, key.secrecy, text.length);
    }
    return text;
  } catch {
    return `${text},"cut":"unreadable fields"`;
  }
}

function toValueText(value: unknown, secrecy: Secrecy, lineChars: number): string {
  if (secrecy === 'open') {
    if (typeof value === 'string') return toJsonString(value);
    if (typeof value === 'number' && value - value === 0) return `${value}`;
  }
  return nest(value, secrecy, { room: MAX_LINE_CHARS - lineChars, ancestors: [] });
}

function learnKey(name: string): Key {
  if (topKeys.size >= MAX_KNOWN_KEYS) topKeys.clear();
  const key = {
    text: `,${toJsonString(ownKeys.has(name) ? `_${name}` : name, MAX_KEY_CHARS)}:`,
    secrecy: secrecyOf(name),
  };
  topKeys.set(name, key);
  return key;
}

function readField(owner: Record<string, unknown>, name: string): unknown {
  try {
    return owner[name];
  } catch {
    return '[threw]';
  }
}

function nest(value: unknown, secrecy: Secrecy, walk: Walk): string {
  if (walk.room <= 0) return '"[cut]"';
  const text = isWithheld(value, secrecy) ? REDACTED : describe(value, secrecy, walk);
  walk.room -= typeof value === 'object' ? 2 : text.length;
  return text;
}

/** Whether a field's name forbids to print this value; flags, and counts where a count is likely, may be seen. */
function isWithheld(value: unknown, secrecy: Secrecy): boolean {
  if (secrecy === 'open' || value === null || value === undefined || typeof value === 'boolean') return false;
  if (value instanceof Secret) return false;
  if (secrecy === 'secret') return true;
  if (typeof value === 'number') return false;
  if (secrecy !== 'token') return true;
  return !Array.isArray(value) && !(typeof value === 'string' && isSolanaAddress(value));
}

function describe(value: unknown, secrecy: Secrecy, walk: Walk): string {
  switch (typeof value) {
    case 'string':
      return toJsonString(value);
    case 'number':
      return Number.isFinite(value) ? `${value}` : `"${value}"`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return BigInt.asIntN(1024, value) === value ? `"${value}"` : '"[huge bigint]"';
    case 'undefined':
      return 'null';
    case 'object':
      return value === null ? 'null' : nestObject(value, secrecy, walk);
    default:
      return typeof value === 'function' ? '"[function]"' : toJsonString(String(value));
  }
}

function nestObject(value: object, secrecy: Secrecy, walk: Walk): string {
  if (value instanceof Secret) return toJsonString(value.toJSON());
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer)
    return `"[${value.byteLength} bytes]"`;
  if (walk.ancestors.includes(value)) return '"[circular]"';
  if (walk.ancestors.length >= MAX_DEPTH) return '"[deep]"';
  walk.ancestors.push(value);
  try {
    return toObjectText(value, secrecy, walk);
  } catch {
    return '"[threw]"';
  } finally {
    walk.ancestors.pop();
  }
}

function toObjectText(value: object, secrecy: Secrecy, walk: Walk): string {
  if (value instanceof Error) return toMembersText(Object.entries(toErrorFields(value)), walk);
  if ('toJSON' in value && typeof value.toJSON === 'function') return nest(value.toJSON(), secrecy, walk);
  if (value instanceof Map)
    return toMembersText(
      value.entries().map(([key, item]) => [String(key), item]),
      walk,
    );
  if (Array.isArray(value)) return isSecretBytes(value) ? REDACTED : toItemsText(value, secrecy, walk);
  if (value instanceof Set) return toItemsText(value, secrecy, walk);
  const owner = value as Record<string, unknown>;
  return toMembersText(
    Object.keys(owner)
      .values()
      .map((key) => [key, readField(owner, key)]),
    walk,
  );
}

function toItemsText(items: Iterable<unknown>, secrecy: Secrecy, walk: Walk): string {
  const texts: string[] = [];
  for (const item of items) {
    if (texts.length >= MAX_ITEMS || walk.room <= 0) {
      texts.push('"[more]"');
      break;
    }
    texts.push(nest(item, secrecy, walk));
  }
  return `[${texts.join(',')}]`;
}

function toMembersText(members: Iterable<[string, unknown]>, walk: Walk): string {
  const texts: string[] = [];
  for (const [name, value] of members) {
    if (value === undefined) continue;
    if (texts.length >= MAX_ITEMS || walk.room <= 0) {
      texts.push('"[more]":true');
      break;
    }
    const key = toJsonString(name, MAX_KEY_CHARS);
    walk.room -= key.length + 2;
    texts.push(`${key}:${nest(value, secrecyOf(name), walk)}`);
  }
  return `{${texts.join(',')}}`;
}

/** A Solana secret key as its tools write it: 64 numbers from 0 to 255. */
function isSecretBytes(items: readonly unknown[]): boolean {
  return items.length === 64 && items.every((item) => typeof item === 'number' && (item & 255) === item);
}

/** A string as JSON, cut with a mark; a secret at the cut is redacted first, not halved. */
export function toJsonString(text: unknown, maxChars = MAX_STRING_CHARS): string {
  if (typeof text !== 'string') return `"[${typeof text}]"`;
  if (text.length <= maxChars) return JSON.stringify(text);
  const start = redactSecrets(text.slice(0, maxChars + SECRET_CHARS)).slice(0, maxChars);
  return JSON.stringify(`${start}…[cut, ${text.length} characters]`);
}
