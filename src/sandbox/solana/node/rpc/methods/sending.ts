// Transactions that come in: simulated, sent, or made by the faucet.
import { parseBase58 } from '../../../../../domain/solana/base58.ts';
import { encodeAccount } from '../../accounts/encode-account.ts';
import { jsonInteger } from '../../accounts/json-integer.ts';
import type { Refused } from '../../bank/bank.ts';
import { resolveKeys } from '../../bank/resolve-keys.ts';
import { HASH_LIFE } from '../../ledger/recent-hashes.ts';
import { toErrorSentence } from '../../vm/transaction-error.ts';
import type { Simulated } from '../../vm/vm.ts';
import { feeOf } from '../../wire/fee.ts';
import {
  MAX_TRANSACTION_BYTES,
  parseTransaction,
  type WireTransaction,
} from '../../wire/wire-transaction.ts';
import { encodeInner, encodeReturned } from '../encode-transaction.ts';
import { type Methods, type RpcContext, type Sight, sightOf, withContext } from '../method.ts';
import {
  accountShapeOf,
  addressOf,
  type Config,
  choiceOf,
  configOf,
  flagOf,
  listOf,
  numberOf,
  optionalNumber,
  textOf,
} from '../request-params.ts';
import { invalidParams, RpcError, rpcCode } from '../rpc-error.ts';

const encodings = ['base58', 'base64'] as const;
const MAX_LENGTH = { base58: 1683, base64: 1644 } as const;
const TYPE = 'solana_transaction::versioned::VersionedTransaction';
const MAX_AIRDROP_LAMPORTS = 1_000_000_000_000_000;

export const sendingMethods: Methods = {
  sendTransaction([text, given], context) {
    const config = configOf(given);
    const wire = parseSent(textOf(text), config);
    optionalNumber(config['maxRetries']);
    if (flagOf(config['skipPreflight'])) {
      optionalNumber(config['minContextSlot']);
      return context.submit(wire.bytes);
    }
    const sight = sightOf(context, { ...config, commitment: config['preflightCommitment'] });
    const { bank } = context;
    const result = bank.simulate(wire, { isVerified: true, isHashChecked: true });
    if (result.error === 'SignatureFailure')
      throw new RpcError(rpcCode.signatureWrong, 'Transaction signature verification failure');
    if (result.error !== null) {
      const message = `Transaction simulation failed: ${toErrorSentence(result.error)}`;
      throw new RpcError(
        rpcCode.preflightFailed,
        message,
        tellSimulated(context, wire, result, config, sight),
      );
    }
    return context.submit(wire.bytes);
  },
  simulateTransaction([text, given], context) {
    const config = configOf(given);
    const isVerified = flagOf(config['sigVerify']);
    const isHashReplaced = flagOf(config['replaceRecentBlockhash']);
    if (isVerified && isHashReplaced)
      throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
    const wire = parseSent(textOf(text), config);
    const sight = sightOf(context, config);
    const result = context.bank.simulate(wire, { isVerified, isHashChecked: !isHashReplaced });
    if (result.error === 'SignatureFailure')
      throw new RpcError(rpcCode.signatureWrong, 'Transaction signature verification failure');
    const told = tellSimulated(context, wire, result, config, sight);
    const { blockhash, height } = sight.block;
    const replacement = { blockhash, lastValidBlockHeight: height + HASH_LIFE };
    return withContext(sight, isHashReplaced ? { ...told, replacementBlockhash: replacement } : told);
  },
  requestAirdrop([address, lamports], { airdrop }) {
    const to = addressOf(address);
    const amount = numberOf(lamports);
    if (amount > MAX_AIRDROP_LAMPORTS) throw invalidParams('Invalid params: the faucet gives less at a time');
    return airdrop(to, BigInt(amount));
  },
};

function parseSent(text: string, config: Config): WireTransaction {
  const encoding = choiceOf(config['encoding'], encodings, 'base58');
  if (text.length > MAX_LENGTH[encoding])
    throw tooLarge(encoding, text.length, MAX_LENGTH[encoding], 'encoded');
  const bytes = decode(text, encoding);
  if (bytes.length > MAX_TRANSACTION_BYTES)
    throw tooLarge('decoded', bytes.length, MAX_TRANSACTION_BYTES, 'raw');
  const wire = parseTransaction(bytes);
  if ('problem' in wire) throw invalidParams(wire.problem);
  return wire;
}

function decode(text: string, encoding: (typeof encodings)[number]): Uint8Array {
  if (encoding === 'base58') {
    const bytes = parseBase58(text);
    if (!bytes) throw invalidParams('invalid base58 encoding: InvalidCharacter');
    return bytes;
  }
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw invalidParams('invalid base64 encoding: InvalidByte');
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function tooLarge(what: string, bytes: number, most: number, kind: 'encoded' | 'raw'): RpcError {
  return invalidParams(`${what} ${TYPE} too large: ${bytes} bytes (max: ${kind} ${most})`);
}

function tellSimulated(
  context: RpcContext,
  wire: WireTransaction,
  result: Simulated | Refused,
  config: Config,
  sight: Sight,
) {
  const outcome = 'outcome' in result ? result.outcome : result;
  const read = (address: string) => context.bank.account(address, context.bank.ledger.head.height);
  const keys = resolveKeys(wire.message, read);
  const inner = flagOf(config['innerInstructions'])
    ? encodeInner(outcome?.inner ?? [], keys?.all ?? [], true)
    : null;
  return {
    err: result.error,
    logs: outcome?.logs ?? [],
    accounts: tellAccounts(context, config, result, sight),
    unitsConsumed: outcome?.units ?? 0,
    loadedAccountsDataSize: keys?.all.reduce((sum, key) => sum + (read(key)?.data.length ?? 0), 0) ?? 0,
    returnData: null,
    ...encodeReturned(outcome?.returned ?? null),
    innerInstructions: inner,
    fee: jsonInteger(feeOf(wire.message)),
    loadedAddresses: { writable: keys?.writable ?? [], readonly: keys?.readonly ?? [] },
  };
}

/** Those that the client asked for, as they would be. */
function tellAccounts({ bank }: RpcContext, config: Config, result: Simulated | Refused, { block }: Sight) {
  if (config['accounts'] === undefined || config['accounts'] === null) return null;
  const { addresses, ...shape } = configOf(config['accounts']);
  const wanted = listOf(addresses).map(addressOf);
  const changed = 'accounts' in result ? result.accounts : new Map();
  if (result.error !== null) return wanted.map(() => null);
  return wanted.map((address) => {
    const account = changed.get(address) ?? bank.account(address, bank.ledger.head.height);
    if (!account || account.lamports === 0n) return null;
    return encodeAccount(account, accountShapeOf(shape, 'base64'), (mint) =>
      bank.decimalsOf(mint, block.height),
    );
  });
}
