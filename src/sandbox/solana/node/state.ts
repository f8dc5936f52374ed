// What a chain is made of when it is put away, and how it is made again.
import { deserialize, serialize } from 'node:v8';
import { AppError } from '../../../core/errors.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { StoredAccount } from './accounts/stored-account.ts';
import type { Bank } from './bank/bank.ts';
import type { Block, LandedTransaction } from './ledger/block.ts';

const FORMAT = 1;
/** As many hashes as the chain can still be asked for. */
const RECENT_BLOCKS = 512;

type SavedBlock = Omit<Block, 'transactions'> & {
  readonly transactions: readonly Omit<LandedTransaction, 'block'>[];
};
export type ChainState = {
  readonly format: typeof FORMAT;
  readonly chain: string;
  readonly faucetSeed: string;
  readonly programs: ReadonlyMap<Address, Uint8Array>;
  readonly accounts: readonly (readonly [
    Address,
    readonly { readonly height: number; readonly account: StoredAccount | null }[],
  ])[];
  /** Oldest first. */
  readonly blocks: readonly SavedBlock[];
};

export function toStateBytes(bank: Bank, faucetSeed: string): Buffer {
  const { ledger, store, chain, programs } = bank;
  const blocks: SavedBlock[] = [];
  for (let { height } = ledger.firstBlock; height <= ledger.head.height; height += 1) {
    const block = ledger.atHeight(height);
    if (!block) continue;
    blocks.push({ ...block, transactions: block.transactions.map(({ block: _, ...landed }) => landed) });
  }
  const state: ChainState = {
    format: FORMAT,
    chain,
    faucetSeed,
    programs,
    accounts: [...store.versions()],
    blocks,
  };
  return serialize(state);
}

/** Throws SANDBOX_STATE_UNREADABLE. */
export function parseState(bytes: Uint8Array): ChainState {
  try {
    const state = deserialize(bytes) as Partial<ChainState>;
    if (state.format === FORMAT && state.blocks && state.blocks.length > 0) return state as ChainState;
  } catch (cause) {
    throw new AppError('SANDBOX_STATE_UNREADABLE', undefined, { cause });
  }
  throw new AppError('SANDBOX_STATE_UNREADABLE');
}

/** Into a bank that was just made with the first block of the state. */
export function restoreState(bank: Bank, { blocks, accounts, programs }: ChainState): void {
  for (const [id, elf] of programs) bank.addProgram(id, elf);
  const newest = blocks.at(-1)?.height ?? 0;
  for (const { transactions, ...saved } of blocks) {
    const block: Block = { ...saved, transactions: [] };
    if (block.height !== bank.ledger.head.height) bank.resume(block, block.height > newest - RECENT_BLOCKS);
    else bank.ledger.open(block);
    for (const landed of transactions) bank.ledger.land({ ...landed, block: bank.ledger.head });
  }
  for (const [address, versions] of accounts)
    for (const { height, account } of versions) bank.putAccount(address, account, height);
}
