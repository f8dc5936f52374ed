// What is told of one endpoint's sight at one commitment: each transaction once, in order, when it comes into sight.
import type { Bank } from '../bank/bank.ts';
import type { Block } from '../ledger/block.ts';
import type { Commitment, View } from '../ledger/view.ts';
import { encodeBlock } from '../rpc/encode-block.ts';
import { createSubscriptionIndex, type SubscriptionIndex } from './subscription-index.ts';
import { notificationOf, tellTransaction, toResultText } from './tell-transaction.ts';

export type Channel = {
  readonly index: SubscriptionIndex;
  follow(): void;
  /** The next one to be told is the first above. */
  rollback(height: number): void;
};

export function createChannel(bank: Bank, view: View, commitment: Commitment): Channel {
  const index = createSubscriptionIndex();
  const { ledger } = bank;
  let height = view.heightAt(commitment);
  /** How many of that block were told. */
  let told = ledger.atHeight(height)?.transactions.length ?? 0;

  const tellRest = () => {
    const block = ledger.atHeight(height);
    if (!block) return;
    if (index.size === 0) {
      told = block.transactions.length;
      return;
    }
    for (let next = block.transactions[told]; next; next = block.transactions[told]) {
      told += 1;
      tellTransaction(index, next, bank);
    }
  };
  return {
    index,
    follow() {
      tellRest();
      const limit = view.heightAt(commitment);
      while (height < limit) {
        height += 1;
        told = 0;
        tellRest();
        const block = ledger.atHeight(height);
        // a block that is still open is not told
        if (block && commitment !== 'processed') tellBlock(index, block, bank);
      }
    },
    rollback(to) {
      if (height <= to) return;
      height = to;
      told = ledger.atHeight(to)?.transactions.length ?? 0;
    },
  };
}

function tellBlock(index: SubscriptionIndex, block: Block, bank: Bank): void {
  if (!index.has('block')) return;
  const mentioned = new Set(block.transactions.flatMap(({ keys }) => keys));
  for (const key of [null, ...mentioned])
    for (const { id, notify, topic } of index.of('block', key)) {
      if (topic.kind !== 'block') continue;
      const transactions = block.transactions.filter(({ keys }) => key === null || keys.includes(key));
      const value = tellOrRefuse(bank, { ...block, transactions }, topic.details);
      notify(
        notificationOf('block', toResultText(block.slot, JSON.stringify({ slot: block.slot, ...value })), id),
      );
    }
}

function tellOrRefuse(bank: Bank, block: Block, details: Parameters<typeof encodeBlock>[2]) {
  try {
    return { block: encodeBlock(bank, block, details), err: null };
  } catch {
    // of a version that the client did not ask for
    return { block: null, err: 'UnsupportedTransactionVersion' };
  }
}
