// LiteSVM, which executes transactions. Its inner class is used because it takes the bytes as they are and lets signatures be left out.
import {
  Account,
  Clock,
  type FailedTransactionMetadata,
  LiteSvm,
  type SimulatedTransactionInfo,
  type TransactionMetadata,
} from 'litesvm/dist/internal.js';
import { parseBase58, toBase58 } from '../../../../domain/solana/base58.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import { type TransactionError, toTransactionError } from './transaction-error.ts';

export type InnerInstruction = {
  readonly programIndex: number;
  readonly accounts: readonly number[];
  readonly data: Uint8Array;
  readonly stackHeight: number;
};
export type Outcome = {
  readonly error: TransactionError | null;
  readonly logs: readonly string[];
  /** By outer instruction. */
  readonly inner: readonly (readonly InnerInstruction[])[];
  readonly units: number;
  readonly returned: { readonly program: Address; readonly data: Uint8Array } | null;
};
export type Simulated = Outcome & { readonly accounts: ReadonlyMap<Address, StoredAccount> };

export type SlotFacts = {
  readonly slot: number;
  readonly unixTimeS: number;
  /** Of the blocks before, newest first. */
  readonly hashes: readonly { readonly slot: number; readonly hash: string }[];
};

export type Vm = {
  /** Only of bytes that were parsed: others end the process. */
  execute(bytes: Uint8Array): Outcome;
  simulate(bytes: Uint8Array, isVerified: boolean): Simulated;
  account(address: Address): StoredAccount | null;
  lamportsOf(address: Address): bigint;
  set(address: Address, account: StoredAccount | null): void;
  addProgram(id: Address, elf: Uint8Array): void;
  beginSlot(facts: SlotFacts): void;
  rentExemptLamports(bytes: number): bigint;
};

const SLOTS_PER_EPOCH = 432_000n;
/** As many as a validator logs of one transaction. */
const LOG_BYTES = 10_000n;
const nobody = new Uint8Array(32);

export function createVm(): Vm {
  const svm = new LiteSvm();
  svm.withNativeMints();
  svm.setTransactionHistory(0n);
  svm.setBlockhashCheck(false);
  svm.setLogBytesLimit(LOG_BYTES);
  return {
    execute: (bytes) => {
      const result = svm.sendVersionedTransaction(bytes);
      return isFailed(result) ? toFailed(result) : toOutcome(result, null);
    },
    simulate(bytes, isVerified) {
      svm.setSigverify(isVerified);
      const result = svm.simulateVersionedTransaction(bytes);
      svm.setSigverify(true);
      if (isFailed(result)) return { ...toFailed(result), accounts: new Map() };
      const accounts = result
        .postAccounts()
        .map((one) => [toBase58(one.address), toStored(one.account())] as const);
      return { ...toOutcome(result.meta(), null), accounts: new Map(accounts) };
    },
    account(address) {
      const found = svm.getAccount(keyOf(address));
      return found && toStored(found);
    },
    lamportsOf: (address) => svm.getBalance(keyOf(address)) ?? 0n,
    set(address, account) {
      const { lamports, data, owner, isExecutable } = account ?? {
        ...{ lamports: 0n, data: new Uint8Array(0), owner: toBase58(nobody), isExecutable: false },
      };
      svm.setAccount(keyOf(address), new Account(lamports, data, keyOf(owner), isExecutable, 0n));
    },
    addProgram: (id, elf) => svm.addProgram(keyOf(id), elf),
    beginSlot({ slot, unixTimeS, hashes }) {
      const epoch = BigInt(slot) / SLOTS_PER_EPOCH;
      svm.warpToSlot(BigInt(slot));
      svm.setClock(new Clock(BigInt(slot), BigInt(unixTimeS), epoch, epoch + 1n, BigInt(unixTimeS)));
      svm.setSlotHashes(hashes.map((one) => ({ slot: BigInt(one.slot), hash: one.hash })));
      // what durable nonces move on to
      svm.expireBlockhash();
    },
    rentExemptLamports: (bytes) => svm.minimumBalanceForRentExemption(BigInt(bytes)),
  };
}

type Result = TransactionMetadata | SimulatedTransactionInfo | FailedTransactionMetadata;

function isFailed(result: Result): result is FailedTransactionMetadata {
  return 'err' in result;
}

function toFailed(result: FailedTransactionMetadata): Outcome {
  return toOutcome(
    result.meta(),
    toTransactionError(result.err() as Parameters<typeof toTransactionError>[0]),
  );
}

function toOutcome(meta: TransactionMetadata, error: TransactionError | null): Outcome {
  const returned = meta.returnData();
  const data = returned.data();
  return {
    error,
    logs: meta.logs(),
    inner: meta.innerInstructions().map((list) =>
      list.map((one) => {
        const instruction = one.instruction();
        return {
          programIndex: instruction.programIdIndex(),
          accounts: [...instruction.accounts()],
          data: instruction.data(),
          stackHeight: one.stackHeight(),
        };
      }),
    ),
    units: Number(meta.computeUnitsConsumed()),
    returned: data.length > 0 ? { program: toBase58(returned.programId()), data } : null,
  };
}

function toStored(account: Account): StoredAccount {
  return {
    lamports: account.lamports(),
    data: account.data(),
    owner: toBase58(account.owner()),
    isExecutable: account.executable(),
  };
}

function keyOf(address: Address): Uint8Array {
  const key = parseBase58(address);
  // a key of another length ends the process
  return key?.length === nobody.length ? key : nobody;
}
