// Instructions of the programs that every purchase needs: SOL, wrapped SOL, token accounts.
import { ASSOCIATED_TOKEN, SYSTEM, TOKEN } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { tokenAccountOf } from '../program-address.ts';
import { type Instruction, readonly, signing, u64, writable } from './to-transaction.ts';

const TRANSFER = [2, 0, 0, 0];
const CREATE_IDEMPOTENT = 1;
const SYNC_NATIVE = 17;

export function transferSol(from: Address, to: Address, lamports: bigint): Instruction {
  return {
    program: SYSTEM,
    accounts: [signing(from), writable(to)],
    data: Uint8Array.from([...TRANSFER, ...u64(lamports)]),
  };
}

export function openTokenAccount(
  payer: Address,
  owner: Address,
  mint: Address,
  tokenProgram: Address,
): Instruction {
  return {
    program: ASSOCIATED_TOKEN,
    accounts: [
      signing(payer),
      writable(tokenAccountOf(owner, mint, tokenProgram)),
      ...[owner, mint, SYSTEM, tokenProgram].map(readonly),
    ],
    data: Uint8Array.of(CREATE_IDEMPOTENT),
  };
}

export function syncNative(account: Address): Instruction {
  return { program: TOKEN, accounts: [writable(account)], data: Uint8Array.of(SYNC_NATIVE) };
}
