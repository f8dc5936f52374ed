// The state of the chain: executes transactions into the block that is open, opens the next one, and goes back where a fork wins.
import type { Address } from '../../../../domain/solana/transaction.ts';
import { type AccountStore, createAccountStore } from '../accounts/account-store.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { toTokenMint } from '../accounts/token-state.ts';
import type { Block, LandedTransaction } from '../ledger/block.ts';
import { createLedger, type Ledger } from '../ledger/ledger.ts';
import { createRecentHashes, HASH_LIFE, type RecentHashes, toBlockhash } from '../ledger/recent-hashes.ts';
import type { TransactionError } from '../vm/transaction-error.ts';
import { createVm, type Outcome, type Simulated, type Vm } from '../vm/vm.ts';
import { parseTransaction, type WireTransaction } from '../wire/wire-transaction.ts';
import { createAccountReader } from './account-reader.ts';
import { durableNonceOf, withNextNonce } from './durable-nonce.ts';
import { resolveKeys } from './resolve-keys.ts';
import { toLanded } from './to-landed.ts';

export type Refused = { readonly error: TransactionError; readonly outcome: Outcome | null };

export type BankListener = {
  landed(transaction: LandedTransaction): void;
  /** A block was opened; what is told of the one before is complete. */
  opened(block: Block): void;
  /** Everything above this height is undone. */
  rolledBack(height: number): void;
};

export type Bank = {
  readonly ledger: Ledger;
  readonly store: AccountStore;
  readonly hashes: RecentHashes;
  readonly vm: Pick<Vm, 'rentExemptLamports'>;
  readonly chain: string;
  readonly programs: ReadonlyMap<Address, Uint8Array>;
  listen(listener: BankListener): void;
  /** Of the given height; of now where the store never saw the account. */
  account(address: Address, height: number): StoredAccount | null;
  decimalsOf(mint: Address, height: number): number | null;
  execute(wire: WireTransaction): LandedTransaction | Refused;
  simulate(wire: WireTransaction, options: SimulateOptions): Simulated | Refused;
  isHashAlive(hash: string, height: number): boolean;
  openBlock(slot: number, timeS: number): Block;
  /** Undoes all blocks above, opens another at the slot and executes again what is not dropped. Tells what was dropped, by whatever cause. */
  fork(height: number, isDropped: (transaction: LandedTransaction) => boolean): LandedTransaction[];
  /** Forgets versions below and what changes were told of; history stays. */
  settle(height: number): void;
  addProgram(id: Address, elf: Uint8Array): void;
  setAccount(address: Address, account: StoredAccount | null): void;
  /** An account as it was at a height, of a chain that is made again. */
  putAccount(address: Address, account: StoredAccount | null, height: number): void;
  /** Opens a block that was there before, of a chain that is made again; an old one without its time and hash. */
  resume(block: Block, isRecent: boolean): void;
};
export type SimulateOptions = { readonly isVerified: boolean; readonly isHashChecked: boolean };

/** `LandedTransaction` has an error as well, so its block tells them apart. */
export function isLanded(result: LandedTransaction | Refused): result is LandedTransaction {
  return 'block' in result;
}

export type FirstBlock = Omit<Block, 'transactions'>;

export function createBank(first: FirstBlock, chain: string): Bank {
  const vm = createVm();
  const store = createAccountStore();
  const genesis: Block = { ...first, transactions: [] };
  const ledger = createLedger(genesis);
  const hashes = createRecentHashes();
  const programs = new Map<Address, Uint8Array>();
  const listeners: BankListener[] = [];
  const account = createAccountReader(vm, store);
  const now = (address: Address) => account(address, ledger.head.height);
  let settled = first.height;

  const begin = (block: Block) => {
    const recent = hashes.newestFirst.map(({ slot, hash }) => ({ slot, hash }));
    vm.beginSlot({ slot: block.slot, unixTimeS: block.timeS, hashes: recent });
    hashes.add({ hash: block.blockhash, slot: block.slot, height: block.height });
  };
  const isAlive = (hash: string, height: number): boolean => {
    const born = hashes.heightOf(hash);
    return born !== undefined && born <= height && height - born <= HASH_LIFE;
  };
  const refuse = (wire: WireTransaction): Refused | undefined => {
    if (ledger.find(wire.signatures[0] ?? '')) return { error: 'AlreadyProcessed', outcome: null };
    const { message } = wire;
    const isTimely =
      isAlive(message.blockhash, ledger.head.height) || durableNonceOf(message, now) !== undefined;
    return isTimely ? undefined : { error: 'BlockhashNotFound', outcome: null };
  };
  const run = (wire: WireTransaction): LandedTransaction | Refused => {
    const keys = resolveKeys(wire.message, now);
    const [payer = ''] = wire.message.keys;
    const pre = keys?.all.map(now) ?? [];
    const nonce = durableNonceOf(wire.message, now);
    const outcome = vm.execute(wire.bytes);
    // what is not charged did not land
    if (outcome.error !== null && vm.lamportsOf(payer) === (pre[0]?.lamports ?? 0n))
      return { error: outcome.error, outcome };
    // a nonce is used up also where what follows fails
    const used = outcome.error !== null && nonce !== undefined ? vm.account(nonce) : null;
    if (nonce !== undefined && used) vm.set(nonce, withNextNonce(used, ledger.head.blockhash));
    if (!keys) return { error: 'AddressLookupTableNotFound', outcome };
    const transaction = toLanded({
      ...{ wire, keys, pre, outcome, block: ledger.head, nonce },
      read: (address) => vm.account(address),
      decimalsOf: (mint) => decimalsOf(mint, ledger.head.height),
    });
    for (const { address, account: after } of transaction.changes) {
      const before = pre[keys.all.indexOf(address)] ?? null;
      // what the virtual machine brought along was there from the start
      if (before && store.at(address, ledger.head.height) === undefined)
        store.write(address, before, first.height);
      store.write(address, after, ledger.head.height);
    }
    ledger.land(transaction);
    for (const listener of listeners) listener.landed(transaction);
    return transaction;
  };
  const decimalsOf = (mint: Address, height: number) => toTokenMint(account(mint, height))?.decimals ?? null;
  const putAccount = (address: Address, value: StoredAccount | null, height: number) => {
    vm.set(address, value);
    store.write(address, value, height);
  };
  const resume = (block: Block, isRecent: boolean) => {
    ledger.open(block);
    if (isRecent) begin(block);
  };
  const openBlock = (slot: number, timeS: number): Block => {
    const { head } = ledger;
    const block: Block = {
      ...{ slot, timeS, height: head.height + 1, parentSlot: head.slot },
      blockhash: toBlockhash(chain, slot, head.blockhash),
      transactions: [],
    };
    resume(block, true);
    for (const listener of listeners) listener.opened(block);
    return block;
  };

  begin(genesis);
  return {
    ...{ ledger, store, hashes, vm, chain, programs, account, decimalsOf, openBlock },
    listen: (listener) => void listeners.push(listener),
    isHashAlive: isAlive,
    execute: (wire) => refuse(wire) ?? run(wire),
    simulate(wire, { isVerified, isHashChecked }) {
      const refused = isHashChecked ? refuse(wire) : undefined;
      return refused ?? vm.simulate(wire.bytes, isVerified);
    },
    fork(height, isDropped) {
      const { slot, timeS } = ledger.head;
      const undone = ledger.rollback(height);
      for (const [address, before] of store.rollback(height)) vm.set(address, before);
      hashes.rollback(height);
      for (const listener of listeners) listener.rolledBack(height);
      openBlock(slot + 1, timeS);
      return undone.filter((transaction) => {
        if (isDropped(transaction)) return true;
        const wire = parseTransaction(transaction.bytes);
        // its blockhash is not asked again: the other fork may have taken it in earlier
        return 'problem' in wire || !isLanded(run(wire));
      });
    },
    settle(height) {
      store.prune(height);
      for (; settled <= height; settled += 1)
        for (const transaction of ledger.atHeight(settled)?.transactions ?? []) transaction.changes = [];
    },
    addProgram(id, elf) {
      programs.set(id, elf);
      vm.addProgram(id, elf);
    },
    setAccount(address, value) {
      // one that nobody had before was there from the start, so no fork takes it away
      const isNew = store.at(address, ledger.head.height) === undefined;
      putAccount(address, value, isNew ? first.height : ledger.head.height);
    },
    putAccount,
    resume,
  };
}
