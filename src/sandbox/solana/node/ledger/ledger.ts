// Blocks and what landed in them, found by height, slot, signature and address.
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { Block, LandedTransaction } from './block.ts';
import { createHistory, type History } from './history.ts';

export type Ledger = {
  readonly head: Block;
  readonly firstBlock: Block;
  /** That landed, forgotten ones as well. */
  readonly transactionCount: number;
  open(block: Block): void;
  land(transaction: LandedTransaction): void;
  atHeight(height: number): Block | undefined;
  atSlot(slot: number): Block | undefined;
  find(signature: string): LandedTransaction | undefined;
  historyOf(address: Address): Pick<History, 'length' | 'at' | 'before'>;
  /** Takes away all blocks above and gives back what was in them, in order. */
  rollback(height: number): LandedTransaction[];
  /** Forgets blocks from the start until this one is the first. */
  forgetBelow(height: number): void;
  readonly kept: { readonly blocks: number; readonly transactions: number };
};

const none = createHistory();

export function createLedger(first: Block): Ledger {
  /** By height, which has no gaps. */
  const blocks = new Map<number, Block>([[first.height, first]]);
  const slots = new Map<number, Block>([[first.slot, first]]);
  const bySignature = new Map<string, LandedTransaction>();
  const byAddress = new Map<Address, History>();
  let head = first;
  let lowest = first.height;
  let landed = 0;

  const forget = (transaction: LandedTransaction, end: 'dropFirst' | 'dropLast') => {
    bySignature.delete(transaction.signature);
    for (const key of new Set(transaction.keys)) {
      const history = byAddress.get(key);
      history?.[end]();
      if (history?.length === 0) byAddress.delete(key);
    }
  };
  const removeBlock = (block: Block) => {
    blocks.delete(block.height);
    slots.delete(block.slot);
  };

  return {
    get head() {
      return head;
    },
    get firstBlock() {
      return blocks.get(lowest) ?? head;
    },
    get transactionCount() {
      return landed;
    },
    get kept() {
      return { blocks: blocks.size, transactions: bySignature.size };
    },
    open(block) {
      head = block;
      blocks.set(block.height, block);
      slots.set(block.slot, block);
    },
    land(transaction) {
      transaction.block.transactions.push(transaction);
      bySignature.set(transaction.signature, transaction);
      landed += 1;
      for (const key of new Set(transaction.keys)) {
        const history = byAddress.get(key) ?? createHistory();
        byAddress.set(key, history);
        history.push(transaction);
      }
    },
    atHeight: (height) => blocks.get(height),
    atSlot: (slot) => slots.get(slot),
    find: (signature) => bySignature.get(signature),
    historyOf: (address) => byAddress.get(address) ?? none,
    rollback(height) {
      const removed: LandedTransaction[] = [];
      for (let above = head.height; above > height; above -= 1) {
        const block = blocks.get(above);
        if (!block) continue;
        const newestFirst = block.transactions.toReversed();
        for (const transaction of newestFirst) forget(transaction, 'dropLast');
        removed.push(...newestFirst);
        removeBlock(block);
      }
      landed -= removed.length;
      head = blocks.get(height) ?? head;
      return removed.reverse();
    },
    forgetBelow(height) {
      for (; lowest < Math.min(height, head.height); lowest += 1) {
        const block = blocks.get(lowest);
        if (!block) continue;
        for (const transaction of block.transactions) forget(transaction, 'dropFirst');
        removeBlock(block);
      }
    },
  };
}
