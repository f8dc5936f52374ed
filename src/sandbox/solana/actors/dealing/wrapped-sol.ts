// SOL as a token for as long as one transaction needs it.
import { address, type Instruction } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getSyncNativeInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import { tokenAccountOf } from '../../interfaces/instruction.ts';
import type { Wallet } from '../wallet.ts';

export const NATIVE = address(WRAPPED_SOL);

export type WrappedSol = {
  readonly account: ReturnType<typeof tokenAccountOf>;
  readonly open: readonly Instruction[];
  /** Gives back all SOL that is left in it. */
  readonly close: Instruction;
};

export function wrappedSol({ address: owner, signer }: Wallet, amount: bigint): WrappedSol {
  const account = tokenAccountOf(owner, NATIVE, TOKEN_PROGRAM_ADDRESS);
  const filled =
    amount === 0n
      ? []
      : [
          getTransferSolInstruction({ source: signer, destination: account, amount }),
          getSyncNativeInstruction({ account }),
        ];
  return {
    account,
    open: [
      getCreateAssociatedTokenIdempotentInstruction({ payer: signer, ata: account, owner, mint: NATIVE }),
      ...filled,
    ],
    close: getCloseAccountInstruction({ account, destination: owner, owner: signer }),
  };
}
