// A transaction that landed, as a node tells it.
import { toBase58 } from '../../../../domain/solana/base58.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { jsonInteger } from '../accounts/json-integer.ts';
import type { LandedTransaction } from '../ledger/block.ts';
import { parseInstruction } from '../parse/parse-instruction.ts';
import {
  isWritable,
  parseTransaction,
  type WireMessage,
  type WireTransaction,
} from '../wire/wire-transaction.ts';
import { type Config, choiceOf, optionalNumber } from './request-params.ts';
import { RpcError, rpcCode } from './rpc-error.ts';

const encodings = ['json', 'jsonParsed', 'base64', 'base58', 'binary'] as const;
export type TransactionShape = {
  readonly encoding: (typeof encodings)[number];
  /** Undefined where the client knows no versions. */
  readonly maxVersion: number | undefined;
};

/** Of an outer instruction. */
const OUTER_HEIGHT = 1;

export function transactionShapeOf(config: Config): TransactionShape {
  const encoding = choiceOf(config['encoding'], encodings, 'json');
  return { encoding, maxVersion: optionalNumber(config['maxSupportedTransactionVersion']) };
}

/** `transaction`, `meta` and, where the client knows of versions, `version`. Throws where its version is beyond the client's. */
export function encodeTransaction(landed: LandedTransaction, shape: TransactionShape) {
  const wire = wireOf(landed);
  const { version } = wire.message;
  if (version !== 'legacy' && version > (shape.maxVersion ?? -1)) throw unsupported(version);
  return {
    transaction: encodeWire(wire, landed.keys, shape),
    meta: encodeMeta(landed, shape.encoding === 'jsonParsed'),
    ...(shape.maxVersion === undefined ? {} : { version }),
  };
}

/** Only its accounts (`transactionDetails: "accounts"`). */
export function encodeAccountsOf(landed: LandedTransaction, { maxVersion }: TransactionShape) {
  const { signatures, message } = wireOf(landed);
  if (message.version !== 'legacy' && message.version > (maxVersion ?? -1))
    throw unsupported(message.version);
  const { innerInstructions: _i, logMessages: _l, rewards: _r, ...meta } = encodeMeta(landed, true);
  return {
    transaction: { signatures, accountKeys: tellKeys(message, landed.keys) },
    meta,
    ...(maxVersion === undefined ? {} : { version: message.version }),
  };
}

function wireOf({ bytes }: LandedTransaction): WireTransaction {
  const wire = parseTransaction(bytes);
  if ('problem' in wire) throw new RpcError(rpcCode.internal, wire.problem);
  return wire;
}

function unsupported(version: number): RpcError {
  const message = `Transaction version (${version}) is not supported by the requesting client. Please try the request again with the following configuration parameter: "maxSupportedTransactionVersion": ${version}`;
  return new RpcError(rpcCode.unsupportedVersion, message);
}

function encodeWire(
  wire: WireTransaction,
  keys: readonly Address[],
  { encoding }: TransactionShape,
): unknown {
  const { signatures, message, bytes } = wire;
  if (encoding === 'base64') return [Buffer.from(bytes).toString('base64'), encoding];
  if (encoding === 'base58') return [toBase58(bytes), encoding];
  if (encoding === 'binary') return toBase58(bytes);
  const tables = message.lookups.map(({ table, writable, readonly }) => ({
    ...{ accountKey: table, writableIndexes: writable, readonlyIndexes: readonly },
  }));
  const lookups = message.version === 'legacy' ? {} : { addressTableLookups: tables };
  const recentBlockhash = message.blockhash;
  if (encoding === 'jsonParsed') {
    const instructions = message.instructions.map((one) => tellParsed(one, keys, OUTER_HEIGHT));
    const accountKeys = tellKeys(message, keys);
    return { signatures, message: { accountKeys, recentBlockhash, instructions, ...lookups } };
  }
  const header = {
    numRequiredSignatures: message.signers,
    numReadonlySignedAccounts: message.readonlySigners,
    numReadonlyUnsignedAccounts: message.readonlyOthers,
  };
  const instructions = message.instructions.map((one) => tellCompiled(one, OUTER_HEIGHT));
  return {
    signatures,
    message: { header, accountKeys: message.keys, recentBlockhash, instructions, ...lookups },
  };
}

function encodeMeta(landed: LandedTransaction, isParsed: boolean) {
  const { error, inner, keys, returned } = landed;
  return {
    err: error,
    status: error === null ? { Ok: null } : { Err: error },
    fee: jsonInteger(landed.feeLamports),
    preBalances: landed.preLamports.map(jsonInteger),
    postBalances: landed.postLamports.map(jsonInteger),
    innerInstructions: encodeInner(inner, keys, isParsed),
    logMessages: landed.logs,
    preTokenBalances: landed.preTokens,
    postTokenBalances: landed.postTokens,
    rewards: [],
    ...(isParsed ? {} : { loadedAddresses: landed.loaded }),
    computeUnitsConsumed: landed.units,
    costUnits: landed.units,
    ...encodeReturned(returned),
  };
}

export function encodeReturned(returned: LandedTransaction['returned']) {
  if (!returned) return {};
  const data = [Buffer.from(returned.data).toString('base64'), 'base64'];
  return { returnData: { programId: returned.program, data } };
}

/** By outer instruction, those without any left out. */
export function encodeInner(inner: LandedTransaction['inner'], keys: readonly Address[], isParsed: boolean) {
  return inner.flatMap((list, index) => {
    if (list.length === 0) return [];
    const instructions = list.map((one) =>
      isParsed ? tellParsed(one, keys, one.stackHeight) : tellCompiled(one, one.stackHeight),
    );
    return { index, instructions };
  });
}

type Compiled = {
  readonly programIndex: number;
  readonly accounts: readonly number[];
  readonly data: Uint8Array;
};

function tellCompiled({ programIndex, accounts, data }: Compiled, stackHeight: number) {
  return { programIdIndex: programIndex, accounts, data: toBase58(data), stackHeight };
}

function tellParsed(
  { programIndex, accounts, data }: Compiled,
  keys: readonly Address[],
  stackHeight: number,
) {
  const programId = keys[programIndex] ?? '';
  const addresses = accounts.map((index) => keys[index] ?? '');
  const known = parseInstruction(programId, addresses, data);
  if (known) return { parsed: known.parsed, program: known.program, programId, stackHeight };
  return { accounts: addresses, data: toBase58(data), programId, stackHeight };
}

function tellKeys(message: WireMessage, keys: readonly Address[]) {
  return keys.map((pubkey, index) => ({
    pubkey,
    signer: index < message.signers,
    source: index < message.keys.length ? 'transaction' : 'lookupTable',
    writable: isWritable(message, index),
  }));
}
