// Opening and closing of the place where a wallet's tokens lie.
import type { Address, Instruction } from '@solana/kit';
import {
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
} from '@solana-program/token';
import { tokenAccountOf } from '../../interfaces/instruction.ts';
import type { Wallet } from '../wallet.ts';

export type TokenKind = { readonly mint: Address; readonly program: Address };

export const accountOf = (owner: Address, { mint, program }: TokenKind): Address =>
  tokenAccountOf(owner, mint, program);

/** Does nothing where it is open already. */
export function openAccount(payer: Wallet, owner: Address, token: TokenKind): Instruction {
  return getCreateAssociatedTokenIdempotentInstruction({
    ...{ payer: payer.signer, owner, mint: token.mint, tokenProgram: token.program },
    ata: accountOf(owner, token),
  });
}

export function closeAccount(owner: Wallet, token: TokenKind): Instruction {
  const account = accountOf(owner.address, token);
  return getCloseAccountInstruction(
    { account, destination: owner.address, owner: owner.signer },
    { programAddress: token.program },
  );
}
