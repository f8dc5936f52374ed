import type { Bank } from '../bank/bank.ts';
import type { Block } from '../ledger/block.ts';
import {
  encodeAccountsOf,
  encodeTransaction,
  type TransactionShape,
  transactionShapeOf,
} from './encode-transaction.ts';
import { type Config, choiceOf } from './request-params.ts';

const details = ['full', 'accounts', 'signatures', 'none'] as const;
export type BlockDetails = TransactionShape & {
  readonly details: (typeof details)[number];
  readonly hasRewards: boolean;
};

export function detailsOf(config: Config): BlockDetails {
  const hasRewards = config['showRewards'] !== false && config['rewards'] !== false;
  return {
    ...transactionShapeOf(config),
    details: choiceOf(config['transactionDetails'], details, 'full'),
    hasRewards,
  };
}

export function encodeBlock({ ledger }: Pick<Bank, 'ledger'>, block: Block, shape: BlockDetails) {
  const parent = ledger.atSlot(block.parentSlot);
  return {
    blockhash: block.blockhash,
    previousBlockhash: parent?.blockhash ?? '11111111111111111111111111111111',
    parentSlot: block.parentSlot,
    blockHeight: block.height,
    blockTime: block.timeS,
    ...(shape.hasRewards ? { rewards: [] } : {}),
    ...encodeDetails(block, shape),
  };
}

function encodeDetails({ transactions }: Block, shape: BlockDetails) {
  if (shape.details === 'none') return {};
  if (shape.details === 'signatures') return { signatures: transactions.map(({ signature }) => signature) };
  const encode = shape.details === 'full' ? encodeTransaction : encodeAccountsOf;
  return { transactions: transactions.map((landed) => encode(landed, shape)) };
}
