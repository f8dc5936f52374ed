import { toBase58 } from '../../../../domain/solana/base58.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { RpcError, rpcCode } from '../rpc/rpc-error.ts';
import { toZstd } from './compress.ts';
import { jsonInteger } from './json-integer.ts';
import { parseAccount } from './parse-account.ts';
import type { StoredAccount } from './stored-account.ts';

export const accountEncodings = ['binary', 'base58', 'base64', 'base64+zstd', 'jsonParsed'] as const;
export type AccountEncoding = (typeof accountEncodings)[number];
export type DataSlice = { readonly offset: number; readonly length: number };
export type AccountShape = { readonly encoding: AccountEncoding; readonly slice: DataSlice | undefined };

/** Longer data takes a node too long in base58. */
const MAX_BASE58_BYTES = 128;
/** Of every account that pays no rent, which are all. */
const RENT_EPOCH = jsonInteger(2n ** 64n - 1n);

/** As a node tells it. Throws RpcError where the encoding cannot hold it. */
export function encodeAccount(
  account: StoredAccount,
  { encoding, slice }: AccountShape,
  decimalsOf: (mint: Address) => number | null,
): unknown {
  const parsed = encoding === 'jsonParsed' ? parseAccount(account, decimalsOf) : null;
  return {
    lamports: jsonInteger(account.lamports),
    data: parsed ?? encodeData(cut(account.data, slice), encoding),
    owner: account.owner,
    executable: account.isExecutable,
    rentEpoch: RENT_EPOCH,
    space: account.data.length,
  };
}

function encodeData(data: Uint8Array, encoding: AccountEncoding): unknown {
  if (encoding === 'binary') return toShortBase58(data);
  if (encoding === 'base58') return [toShortBase58(data), encoding];
  if (encoding === 'base64+zstd') return [toZstd(data).toString('base64'), encoding];
  return [Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'), 'base64'];
}

function toShortBase58(data: Uint8Array): string {
  if (data.length <= MAX_BASE58_BYTES) return toBase58(data);
  const message = `Encoded binary (base 58) data should be less than ${MAX_BASE58_BYTES} bytes, please use Base64 encoding.`;
  throw new RpcError(rpcCode.invalidRequest, message);
}

function cut(data: Uint8Array, slice: DataSlice | undefined): Uint8Array {
  return slice ? data.subarray(slice.offset, slice.offset + slice.length) : data;
}
