// Which accounts of a program a client wants.
import { parseBase58 } from '../../../../domain/solana/base58.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { toTokenAccount } from '../accounts/token-state.ts';
import { choiceOf, configOf, listOf, numberOf, textOf } from './request-params.ts';
import { invalidParams } from './rpc-error.ts';

export type AccountFilter = (account: StoredAccount) => boolean;

const MAX_FILTERS = 4;
const MAX_BYTES = 128;

export function parseFilters(value: unknown): AccountFilter[] {
  if (value === undefined || value === null) return [];
  const filters = listOf(value);
  if (filters.length > MAX_FILTERS) throw invalidParams(`Too many filters provided; max ${MAX_FILTERS}`);
  return filters.map(parseFilter);
}

function parseFilter(value: unknown): AccountFilter {
  if (value === 'tokenAccountState') return (account) => toTokenAccount(account) !== null;
  const { dataSize, memcmp } = configOf(value);
  if (dataSize !== undefined) {
    const size = numberOf(dataSize);
    return ({ data }) => data.length === size;
  }
  if (memcmp === undefined)
    throw invalidParams('Invalid params: unknown filter, expected dataSize or memcmp.');
  const { offset, bytes, encoding } = configOf(memcmp);
  const at = numberOf(offset);
  const wanted = parseBytes(bytes, choiceOf(encoding, ['base58', 'base64'], 'base58'));
  return ({ data }) => Buffer.compare(data.subarray(at, at + wanted.length), wanted) === 0;
}

function parseBytes(bytes: unknown, encoding: 'base58' | 'base64'): Uint8Array {
  if (Array.isArray(bytes)) return Uint8Array.from(bytes.map(numberOf));
  const text = textOf(bytes);
  const data = encoding === 'base64' ? Buffer.from(text, 'base64') : parseBase58(text);
  if (!data) throw invalidParams('Invalid param: Invalid');
  if (data.length > MAX_BYTES) throw invalidParams('Invalid param: data too large');
  return data;
}
