// A Solana node on loopback: a chain of real execution without a network, whose blocks come by the clock of the sandbox.
import type { Clock, Timer } from '../../../core/clock.ts';
import type { Random } from '../../../core/random.ts';
import { SYSTEM } from '../../../domain/solana/programs.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import type { StoredAccount } from './accounts/stored-account.ts';
import { type Bank, createBank, type FirstBlock, type Refused } from './bank/bank.ts';
import { createFaucet } from './faucet.ts';
import { faultsAt, MAX_LAG_BLOCKS, noFaults, type SolanaFaults } from './faults.ts';
import type { LandedTransaction } from './ledger/block.ts';
import { toBlockhash } from './ledger/recent-hashes.ts';
import { createView, type Depths, type View } from './ledger/view.ts';
import { isHit } from './pubsub/connection.ts';
import { createHub } from './pubsub/hub.ts';
import type { RpcContext } from './rpc/method.ts';
import { invalidParams } from './rpc/rpc-error.ts';
import { createNodeServer } from './server.ts';
import { type ChainState, restoreState, toStateBytes } from './state.ts';

import { parseTransaction } from './wire/wire-transaction.ts';

export const SLOT_MS = 400;
/** A block takes at least so long in real time, so a fast clock skips slots. */
const MIN_BLOCK_MS = 20;
const FIRST_SLOT = 300_000_000;
const usualDepths: Depths = { confirmed: 2, finalized: 32 };
const FAUCET_LAMPORTS = 9_000_000_000_000_000n;
/** Of history; each takes some kilobytes. */
const MAX_TRANSACTIONS = 50_000;
const MAX_BLOCKS = 200_000;

export type SolanaNodeOptions = {
  readonly clock: SandboxClock;
  /** Of real time, for what real clients wait for. */
  readonly realClock: Clock;
  readonly random: Random;
  readonly faults?: SolanaFaults;
  readonly depths?: Depths;
  readonly maxTransactions?: number;
  /** Goes on where another one stopped. */
  readonly state?: ChainState | undefined;
};

export type Submitted = {
  readonly signature: string;
  /** Null where it is on its way, or a fault keeps it from landing. */
  readonly result: LandedTransaction | Refused | null;
};

export type SolanaNode = {
  readonly bank: Bank;
  readonly faucet: Address;
  /** What the first endpoint sees. */
  readonly view: View;
  /** Throws RpcError where the bytes are no transaction. */
  submit(bytes: Uint8Array): Submitted;
  airdrop(to: Address, lamports: bigint): Submitted;
  addProgram(id: Address, elf: Uint8Array): void;
  setAccount(address: Address, account: StoredAccount): void;
  /** Undoes the newest blocks; what is not dropped lands again. Tells the signatures that are gone. */
  fork(blocks: number, isDropped: (transaction: LandedTransaction) => boolean): string[];
  toState(): Uint8Array;
  /** The port it got. Rejects with SANDBOX_UNBINDABLE; may be tried again. */
  listen(port: number): Promise<number>;
  tell(): Readonly<Record<string, string | number | boolean | null>>;
  close(): Promise<void>;
};

export function createSolanaNode(options: SolanaNodeOptions): SolanaNode {
  const { clock, realClock, random, faults = noFaults, depths = usualDepths, state } = options;
  const seed = random.hex(32);
  const faucetSeed = state?.faucetSeed ?? seed;
  const faucet = createFaucet(faucetSeed);
  const bank = state ? restored(state) : begun(toBlockhash(seed, 0, ''), clock, depths);
  const { ledger } = bank;
  if (!state)
    bank.setAccount(faucet.address, {
      ...{ lamports: FAUCET_LAMPORTS, data: new Uint8Array(0), owner: SYSTEM, isExecutable: false },
    });
  const first = createView({ bank, depths, lag: () => 0 });
  const replica = createView({ bank, depths, lag: () => faults('replica-behind')?.blocks ?? 0 });
  const hub = createHub(bank, [first, replica]);

  const follow = () => {
    first.follow();
    replica.follow();
    hub.follow();
  };
  bank.listen({
    landed: follow,
    opened() {
      follow();
      bank.settle(first.heightAt('finalized') - MAX_LAG_BLOCKS - 1);
      const { kept, head } = ledger;
      const keep = faults('forget')?.blocks ?? MAX_BLOCKS;
      ledger.forgetBelow(Math.min(head.height - keep, first.heightAt('finalized')));
      // one a block, which is as many as come
      if (kept.transactions > (options.maxTransactions ?? MAX_TRANSACTIONS))
        ledger.forgetBelow(Math.min(ledger.firstBlock.height + 2, first.heightAt('finalized')));
    },
    rolledBack(height) {
      first.rollback(height);
      replica.rollback(height);
      hub.rollback(height);
    },
  });

  const submit = (bytes: Uint8Array): Submitted => {
    const wire = parseTransaction(bytes);
    if ('problem' in wire) throw invalidParams(wire.problem);
    const signature = wire.signatures[0] ?? '';
    hub.received(signature);
    if (isHit(random, faults('drop-transactions'))) return { signature, result: null };
    const late = faults('land-late');
    if (!late) return { signature, result: bank.execute(wire) };
    realClock.after(late.byMs, () => bank.execute(wire));
    return { signature, result: null };
  };
  const airdrop = (to: Address, lamports: bigint) =>
    submit(faucet.transfer(to, lamports, ledger.head.blockhash));
  const fork: SolanaNode['fork'] = (blocks, isDropped) => {
    const to = Math.max(first.heightAt('finalized'), ledger.head.height - blocks);
    return bank.fork(to, isDropped).map(({ signature }) => signature);
  };

  const contextOf = (view: View, endpoint: 'first' | 'replica'): RpcContext => ({
    ...{ bank, view, random, faults: faultsAt(faults, endpoint) },
    identity: { node: faucet.address, faucet: faucet.address, rpcPort: () => server.port },
    submit: (bytes) => submit(bytes).signature,
    airdrop: (to, lamports) => airdrop(to, lamports).signature,
  });
  const door = { hub, clock: realClock, random };
  const server = createNodeServer({
    first: contextOf(first, 'first'),
    replica: contextOf(replica, 'replica'),
    ...{ door, faults },
  });
  const forks = createForks(realClock, faults, () => {
    const { blocks = 0, oneIn = 1 } = faults('fork') ?? {};
    fork(blocks, () => random.below(oneIn) === 0);
  });
  const slots = createSlots(clock, ledger.head.slot, (slot) => {
    forks.look();
    if (slot > ledger.head.slot) bank.openBlock(slot, Math.floor(clock.now() / 1000));
  });

  return {
    ...{ bank, faucet: faucet.address, view: first, submit, airdrop, fork },
    addProgram: bank.addProgram,
    setAccount: bank.setAccount,
    toState: () => toStateBytes(bank, faucetSeed),
    listen: server.listen,
    tell: () => ({
      slot: ledger.head.slot,
      transactions: ledger.transactionCount,
      accounts: bank.store.size,
      connections: server.connections,
      subscriptions: hub.size,
    }),
    close() {
      slots.cancel();
      return server.close();
    },
  };
}

function begun(chain: string, clock: Clock, depths: Depths): Bank {
  const timeS = Math.floor(clock.now() / 1000);
  const slot = FIRST_SLOT;
  const genesis: FirstBlock = {
    slot,
    parentSlot: slot - 1,
    height: 0,
    blockhash: toBlockhash(chain, slot, ''),
    timeS,
  };
  const bank = createBank(genesis, chain);
  // so that something is final from the start
  for (let i = 1; i <= depths.finalized + 1; i += 1) bank.openBlock(slot + i, timeS);
  return bank;
}

function restored(state: ChainState): Bank {
  const [oldest] = state.blocks;
  const bank = createBank(oldest as FirstBlock, state.chain);
  restoreState(bank, state);
  return bank;
}

/** Tells the slot of the time, block by block. */
function createSlots(clock: SandboxClock, from: number, open: (slot: number) => void): Timer {
  const startMs = clock.monotonicMs();
  let timer: Timer;
  const next = () => {
    const elapsedMs = clock.monotonicMs() - startMs;
    const stepMs = Math.max(SLOT_MS, MIN_BLOCK_MS * clock.speed);
    timer = clock.after(SLOT_MS - (elapsedMs % SLOT_MS) + (stepMs - SLOT_MS), () => {
      open(from + Math.floor((clock.monotonicMs() - startMs + 1) / SLOT_MS));
      next();
    });
  };
  next();
  return { cancel: () => timer.cancel() };
}

/** While the fault is on, one each so many seconds, counted from when it was switched on. */
function createForks(clock: Clock, faults: SolanaFaults, run: () => void) {
  let sinceMs: number | undefined;
  return {
    look() {
      const due = faults('fork');
      const nowMs = clock.monotonicMs();
      sinceMs = due ? (sinceMs ?? nowMs) : undefined;
      if (!due || sinceMs === undefined || nowMs - sinceMs < due.everyS * 1000) return;
      sinceMs = nowMs;
      run();
    },
  };
}
