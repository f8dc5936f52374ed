// One endpoint's sight of the chain: how far it is, and what it holds for processed, confirmed and final.
import type { Bank } from '../bank/bank.ts';
import type { Block, LandedTransaction } from './block.ts';

export const commitments = ['processed', 'confirmed', 'finalized'] as const;
export type Commitment = (typeof commitments)[number];

/** In blocks behind the newest. */
export type Depths = { readonly confirmed: number; readonly finalized: number };

export type View = {
  readonly lagBlocks: number;
  heightAt(commitment: Commitment): number;
  blockAt(commitment: Commitment): Block;
  commitmentOf(block: Block): Commitment | null;
  /** Null while it is not seen at this commitment. */
  find(signature: string, commitment: Commitment): LandedTransaction | null;
  /** Takes in what the chain did, as far as it lags. */
  follow(): void;
  rollback(height: number): void;
};

type Options = {
  readonly bank: Bank;
  readonly depths: Depths;
  /** By how many blocks it is behind now. */
  lag(): number;
};

export function createView({ bank: { ledger }, depths, lag }: Options): View {
  let height = ledger.head.height;
  let final = Math.max(ledger.firstBlock.height, height - depths.finalized);

  const heightAt = (commitment: Commitment): number => {
    if (commitment === 'finalized') return final;
    return commitment === 'processed' ? height : Math.max(final, height - depths.confirmed);
  };
  return {
    get lagBlocks() {
      return ledger.head.height - height;
    },
    heightAt,
    blockAt: (commitment) => ledger.atHeight(heightAt(commitment)) ?? ledger.firstBlock,
    commitmentOf(block) {
      if (block.height <= final) return 'finalized';
      if (block.height <= heightAt('confirmed')) return 'confirmed';
      return block.height <= height ? 'processed' : null;
    },
    find(signature, commitment) {
      const found = ledger.find(signature);
      return found && found.block.height <= heightAt(commitment) ? found : null;
    },
    follow() {
      // an endpoint that begins to lag stands still; what is final stays final
      height = Math.max(height, ledger.head.height - lag());
      final = Math.max(final, height - depths.finalized);
    },
    rollback(to) {
      height = Math.min(height, to);
    },
  };
}
