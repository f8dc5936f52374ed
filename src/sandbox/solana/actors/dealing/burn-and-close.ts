// The end of what a wallet has of tokens that nobody takes: burnt, and the accounts closed, which gives their rent back.
import type { Address, Instruction } from '@solana/kit';
import { getBurnInstruction } from '@solana-program/token';
import { getHarvestWithheldTokensToMintInstruction } from '@solana-program/token-2022';
import type { Plan } from '../actor.ts';
import type { Wallet } from '../wallet.ts';
import { accountOf, closeAccount, type TokenKind } from './token-account.ts';

export type Left = {
  readonly kind: TokenKind;
  /** What it keeps back of each move. */
  readonly taxBps: number;
  readonly place: { readonly amount: bigint };
};

/** Undefined where there is nothing to close. */
export function burnAndClose(wallet: Wallet, left: readonly Left[]): Plan | undefined {
  if (left.length === 0) return undefined;
  const burnt = left.find(({ place }) => place.amount > 0n);
  const instructions = left.flatMap(({ kind, taxBps, place: { amount } }): Instruction[] => {
    const account = accountOf(wallet.address, kind);
    return [
      ...(amount > 0n ? [burn(wallet, kind, account, amount)] : []),
      // what was kept back of moves keeps the account from being closed
      ...(taxBps > 0 ? [harvest(kind, account)] : []),
      closeAccount(wallet, kind),
    ];
  });
  const [first] = left;
  const { mint } = (burnt ?? first)?.kind ?? {};
  return {
    ...{ wallet, instructions },
    intent: {
      does: burnt ? 'burn' : 'close-account',
      ...(mint === undefined ? {} : { mint }),
      ...(burnt ? { amount: burnt.place.amount } : {}),
    },
  };
}

function burn(wallet: Wallet, { mint, program }: TokenKind, account: Address, amount: bigint): Instruction {
  return getBurnInstruction({ account, mint, authority: wallet.signer, amount }, { programAddress: program });
}

function harvest({ mint, program }: TokenKind, account: Address): Instruction {
  return getHarvestWithheldTokensToMintInstruction({ mint, sources: [account] }, { programAddress: program });
}
