// What happened: transactions, their status, and the signatures of an address.
import type { LandedTransaction } from '../../ledger/block.ts';
import { memoOf } from '../../parse/parse-instruction.ts';
import { encodeTransaction, transactionShapeOf } from '../encode-transaction.ts';
import { type Methods, type RpcContext, sightOf, withContext } from '../method.ts';
import {
  addressOf,
  configOf,
  historyCommitmentOf,
  listOf,
  optionalNumber,
  signatureOf,
} from '../request-params.ts';
import { invalidParams } from '../rpc-error.ts';

const MAX_STATUSES = 256;
const MAX_SIGNATURES = 1000;

export const historyMethods: Methods = {
  getTransaction([signature, given], { view }) {
    const config = typeof given === 'string' ? { encoding: given } : configOf(given);
    const shape = transactionShapeOf(config);
    const landed = view.find(signatureOf(signature), historyCommitmentOf(config));
    if (!landed) return null;
    const { slot, timeS } = landed.block;
    return { slot, ...encodeTransaction(landed, shape), blockTime: timeS };
  },
  getSignatureStatuses([signatures], context) {
    const wanted = listOf(signatures);
    if (wanted.length > MAX_STATUSES) throw invalidParams(`Too many inputs provided; max ${MAX_STATUSES}`);
    const sight = sightOf(context, {}, 'processed');
    return withContext(
      sight,
      wanted.map((one) => tellStatus(context, signatureOf(one))),
    );
  },
  getSignaturesForAddress([address, given], context) {
    const key = addressOf(address);
    const config = configOf(given);
    const { view, bank } = context;
    const limit = optionalNumber(config['limit']) ?? MAX_SIGNATURES;
    if (limit < 1 || limit > MAX_SIGNATURES) throw invalidParams(`Invalid limit; max ${MAX_SIGNATURES}`);
    const commitment = historyCommitmentOf(config);
    sightOf(context, config, commitment);
    const history = bank.ledger.historyOf(key);
    const { before, until } = config;
    const start =
      before === undefined || before === null ? undefined : view.find(signatureOf(before), commitment);
    // a node that does not know where to begin finds nothing; one that does not know where to end goes on to its start
    if (start === null) return [];
    const end = until === undefined || until === null ? null : view.find(signatureOf(until), commitment);
    const lowest = end ? history.before(end) + (history.at(history.before(end)) === end ? 1 : 0) : 0;
    const told = [];
    const newest = start ? history.before(start) : history.length;
    for (let i = newest - 1; i >= lowest && told.length < limit; i -= 1) {
      const landed = history.at(i);
      if (landed && landed.block.height <= view.heightAt(commitment))
        told.push(tellSignature(context, landed));
    }
    return told;
  },
};

function tellSignature({ view }: RpcContext, { signature, block, error, logs }: LandedTransaction) {
  return {
    ...{ signature, slot: block.slot, err: error, memo: memoOf(logs), blockTime: block.timeS },
    confirmationStatus: view.commitmentOf(block),
  };
}

function tellStatus({ view }: RpcContext, signature: string) {
  const landed = view.find(signature, 'processed');
  if (!landed) return null;
  const { block, error } = landed;
  const confirmationStatus = view.commitmentOf(block);
  return {
    slot: block.slot,
    confirmations: confirmationStatus === 'finalized' ? null : view.heightAt('processed') - block.height,
    err: error,
    status: error === null ? { Ok: null } : { Err: error },
    confirmationStatus,
  };
}
