// From what somebody wants to do to the bytes that the node takes.
import {
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransactionMessage,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
  type Instruction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { COMPUTE_BUDGET } from '../../../domain/solana/programs.ts';
import { instruction, u64 } from '../interfaces/instruction.ts';
import { MAX_TRANSACTION_BYTES } from '../node/wire/wire-transaction.ts';
import type { Plan } from './actor.ts';

const BUDGET = address(COMPUTE_BUDGET);
const SET_LIMIT = 2;
const SET_PRICE = 3;
const encoder = getCompiledTransactionMessageEncoder();

export type Terms = {
  readonly blockhash: string;
  readonly units: number;
  /** Millionths of a lamport for a unit. */
  readonly microLamports: bigint;
};

/** A signed transaction of version 0. Throws where it is larger than a packet of the network. */
export function writeTransaction({ wallet, signers = [], instructions }: Plan, terms: Terms): Uint8Array {
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (m) => setTransactionMessageFeePayer(wallet.address, m),
    (m) =>
      setTransactionMessageLifetimeUsingBlockhash(
        { blockhash: terms.blockhash as Blockhash, lastValidBlockHeight: 0n },
        m,
      ),
    (m) => appendTransactionMessageInstructions([...toBudget(terms), ...instructions], m),
  );
  const compiled = compileTransactionMessage(message);
  const bytes = new Uint8Array(encoder.encode(compiled));
  const wallets = [wallet, ...signers];
  const signatures = compiled.staticAccounts
    .slice(0, compiled.header.numSignerAccounts)
    .map((key) => wallets.find((one) => one.address === key)?.sign(bytes) ?? new Uint8Array(64));
  const whole = Uint8Array.from(Buffer.concat([Buffer.of(signatures.length), ...signatures, bytes]));
  if (whole.length > MAX_TRANSACTION_BYTES)
    throw new RangeError(`A transaction has ${whole.length} bytes, ${MAX_TRANSACTION_BYTES} are the limit.`);
  return whole;
}

function toBudget({ units, microLamports }: Terms): Instruction[] {
  const limit = u64(BigInt(units)).subarray(0, 4);
  return [
    instruction(BUDGET, [], [SET_LIMIT], limit),
    instruction(BUDGET, [], [SET_PRICE], u64(microLamports)),
  ];
}
