// Slots, heights, blocks and blockhashes.

import { jsonInteger } from '../../accounts/json-integer.ts';
import type { Block } from '../../ledger/block.ts';
import { HASH_LIFE } from '../../ledger/recent-hashes.ts';
import { budgetOf, feeOf } from '../../wire/fee.ts';
import { parseMessage, parseTransaction } from '../../wire/wire-transaction.ts';
import { detailsOf, encodeBlock } from '../encode-block.ts';
import { type Methods, type RpcContext, sightOf, withContext } from '../method.ts';
import {
  addressOf,
  configOf,
  historyCommitmentOf,
  listOf,
  numberOf,
  optionalNumber,
  textOf,
} from '../request-params.ts';
import { invalidParams, RpcError, rpcCode } from '../rpc-error.ts';

const MAX_BLOCKS = 500_000;
const MAX_FEE_BLOCKS = 150;
const MAX_FEE_ACCOUNTS = 128;
/** Of a blockhash that is told while it is told wrongly. */
const STALE_BLOCKS = HASH_LIFE + 1;

export const blockMethods: Methods = {
  getSlot: ([config], context) => sightOf(context, configOf(config)).block.slot,
  getBlockHeight: ([config], context) => sightOf(context, configOf(config)).block.height,
  getBlock([slot, given], context) {
    const config = typeof given === 'string' ? { encoding: given } : configOf(given);
    const block = findBlock(context, numberOf(slot), historyCommitmentOf(config));
    return encodeBlock(context.bank, block, detailsOf(config));
  },
  getBlockTime: ([slot], context) => findBlock(context, numberOf(slot), 'confirmed').timeS,
  getBlocks(params, context) {
    // the end may be left out, with the configuration in its place
    const [start, second, third] = params;
    const isRanged = typeof second === 'number';
    const config = configOf(isRanged ? third : (second ?? third));
    const last = context.view.blockAt(historyCommitmentOf(config)).slot;
    const from = numberOf(start);
    const to = isRanged ? Math.min(numberOf(second), last) : last;
    if (isRanged && numberOf(second) - from > MAX_BLOCKS)
      throw invalidParams(`Slot range too large; max ${MAX_BLOCKS}`);
    return slotsBetween(context, from, to, MAX_BLOCKS);
  },
  getBlocksWithLimit([start, limit, config], context) {
    const count = numberOf(limit);
    if (count > MAX_BLOCKS) throw invalidParams(`Limit too large; max ${MAX_BLOCKS}`);
    const last = context.view.blockAt(historyCommitmentOf(configOf(config))).slot;
    return slotsBetween(context, numberOf(start), last, count);
  },
  getLatestBlockhash([config], context) {
    const sight = sightOf(context, configOf(config));
    const { ledger } = context.bank;
    const told = context.faults('stale-blockhash')
      ? (ledger.atHeight(sight.block.height - STALE_BLOCKS) ?? ledger.firstBlock)
      : sight.block;
    const value = { blockhash: told.blockhash, lastValidBlockHeight: told.height + HASH_LIFE };
    return withContext(sight, value);
  },
  isBlockhashValid([hash, config], context) {
    const sight = sightOf(context, configOf(config));
    return withContext(sight, context.bank.isHashAlive(addressOf(hash), sight.block.height));
  },
  getFeeForMessage([message, config], context) {
    const sight = sightOf(context, configOf(config));
    const parsed = parseMessage(Buffer.from(textOf(message), 'base64'));
    if ('problem' in parsed) throw invalidParams(parsed.problem);
    const isAlive = context.bank.isHashAlive(parsed.blockhash, sight.block.height);
    return withContext(sight, isAlive ? jsonInteger(feeOf(parsed)) : null);
  },
  getRecentPrioritizationFees([accounts], { bank, view }) {
    const named = accounts === undefined ? [] : listOf(accounts).map(addressOf);
    if (named.length > MAX_FEE_ACCOUNTS)
      throw invalidParams(`Too many inputs provided; max ${MAX_FEE_ACCOUNTS}`);
    const newest = view.heightAt('processed');
    return Array.from({ length: MAX_FEE_BLOCKS }, (_, i) => bank.ledger.atHeight(newest - i)).flatMap(
      (block) => (block ? { slot: block.slot, prioritizationFee: lowestFeeOf(block, named) } : []),
    );
  },
  getRecentPerformanceSamples([limit], { bank, view }) {
    const count = Math.min(optionalNumber(limit) ?? 720, 720);
    const samples = [];
    for (let end = view.heightAt('finalized'); samples.length < count; end -= SAMPLE_BLOCKS) {
      const block = bank.ledger.atHeight(end);
      if (!block || end < SAMPLE_BLOCKS) break;
      let numTransactions = 0;
      for (let i = 0; i < SAMPLE_BLOCKS; i += 1)
        numTransactions += bank.ledger.atHeight(end - i)?.transactions.length ?? 0;
      const numNonVoteTransactions = numTransactions;
      samples.push({
        slot: block.slot,
        numTransactions,
        numNonVoteTransactions,
        numSlots: SAMPLE_BLOCKS,
        samplePeriodSecs: 60,
      });
    }
    return samples;
  },
};

/** A minute of blocks. */
const SAMPLE_BLOCKS = 150;

function findBlock(
  { bank: { ledger }, view }: RpcContext,
  slot: number,
  commitment: 'confirmed' | 'finalized',
): Block {
  const block = ledger.atSlot(slot);
  if (block && block.height <= view.heightAt(commitment)) return block;
  if (slot < ledger.firstBlock.slot) {
    const message = `Block ${slot} cleaned up, does not exist on node. First available block: ${ledger.firstBlock.slot}`;
    throw new RpcError(-32001, message);
  }
  if (!block && slot < view.blockAt(commitment).slot)
    throw new RpcError(
      rpcCode.slotSkipped,
      `Slot ${slot} was skipped, or missing due to ledger jump to recent snapshot`,
    );
  throw new RpcError(rpcCode.blockNotAvailable, `Block not available for slot ${slot}`);
}

function slotsBetween({ bank: { ledger } }: RpcContext, from: number, to: number, limit: number): number[] {
  const slots: number[] = [];
  const { firstBlock } = ledger;
  // as many heights below as slots at most, so the search begins where it may be
  const newest = ledger.head;
  let height = Math.max(firstBlock.height, newest.height - (newest.slot - Math.max(from, firstBlock.slot)));
  for (let block = ledger.atHeight(height); block && block.slot <= to && slots.length < limit; ) {
    if (block.slot >= from) slots.push(block.slot);
    height += 1;
    block = ledger.atHeight(height);
  }
  return slots;
}

/** What the cheapest of those that wrote to the accounts paid, in millionths of a lamport for a unit. */
function lowestFeeOf(block: Block, accounts: readonly string[]): number {
  let lowest: bigint | undefined;
  for (const { bytes, keys } of block.transactions) {
    if (accounts.length > 0 && !accounts.some((account) => keys.includes(account))) continue;
    const wire = parseTransaction(bytes);
    if ('problem' in wire) continue;
    const { microLamports } = budgetOf(wire.message);
    if (lowest === undefined || microLamports < lowest) lowest = microLamports;
  }
  return jsonInteger(lowest ?? 0n);
}
