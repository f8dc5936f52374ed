// A token of somebody's own: its mint, its name, and all of it with who made it.
import { type Address, address, type Instruction, lamports } from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import {
  getInitializeMint2Instruction,
  getMintToInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import {
  type ExtensionArgs,
  getMintSize,
  getPreInitializeInstructionsForMintExtensions,
} from '@solana-program/token-2022';
import { TOKEN_2022 } from '../../../../domain/solana/programs.ts';
import type { TokenName } from '../../interfaces/curve.ts';
import { nameToken } from '../../interfaces/metadata.ts';
import type { Plan } from '../actor.ts';
import type { Token } from '../token-book.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';
import { accountOf, openAccount } from './token-account.ts';

export const NEW_PROGRAM = address(TOKEN_2022);
export const MADE_DECIMALS = 6;
const MINT_BYTES = 82;
const UNITS = 300_000;

export type MadeToken = {
  readonly named: TokenName;
  readonly supply: bigint;
  readonly canFreeze?: boolean;
  /** Makes it one of Token-2022. */
  readonly extensions?: readonly ExtensionArgs[];
  /** Token accounts begin frozen, so nothing can be minted into them. */
  readonly isClosed?: boolean;
};

export function makeToken(world: World, wallet: Wallet, made: MadeToken): { mint: Wallet; plan: Plan } {
  const mint = world.fresh('mint');
  const extensions = made.extensions ? [...made.extensions] : [];
  const program = made.extensions ? NEW_PROGRAM : TOKEN_PROGRAM_ADDRESS;
  const space = made.extensions ? getMintSize(extensions) : MINT_BYTES;
  const freezeAuthority = made.canFreeze ? wallet.address : null;
  const initialize = getInitializeMint2Instruction(
    { mint: mint.address, decimals: MADE_DECIMALS, mintAuthority: wallet.address, freezeAuthority },
    { programAddress: program },
  );
  const instructions: Instruction[] = [
    getCreateAccountInstruction({
      ...{ payer: wallet.signer, newAccount: mint.signer, space, programAddress: program },
      lamports: lamports(world.rent(space)),
    }),
    ...getPreInitializeInstructionsForMintExtensions(mint.address, extensions),
    initialize,
    nameToken({
      ...{ mint: mint.address, mintAuthority: wallet.address, payer: wallet.address },
      ...{ named: made.named, isMutable: true },
    }),
    ...(made.isClosed ? [] : firstSupply(wallet, { mint: mint.address, program }, made.supply)),
  ];
  const amount = made.isClosed ? 0n : made.supply;
  const intent = { does: 'make-token', mint: mint.address, amount } as const;
  return { mint, plan: { wallet, signers: [mint], instructions, intent, units: UNITS } };
}

function firstSupply(
  wallet: Wallet,
  token: { mint: Address; program: Address },
  supply: bigint,
): Instruction[] {
  return [
    openAccount(wallet, wallet.address, token),
    mintTo(wallet, token, accountOf(wallet.address, token), supply),
  ];
}

export function mintTo(
  authority: Wallet,
  { mint, program }: { mint: Address; program: Address },
  to: Address,
  amount: bigint,
): Instruction {
  return getMintToInstruction(
    { mint, token: to, mintAuthority: authority.signer, amount },
    { programAddress: program },
  );
}

type NewToken = Pick<Token, 'mint' | 'program' | 'symbol' | 'creator' | 'bornSlot'> & Partial<Token>;

/** As it is written into the book of those who trade. */
export function asToken(known: NewToken): Token {
  return {
    ...{ decimals: MADE_DECIMALS, curve: null, pool: null, appeal: 0.5, lifeSlots: 1500, taxBps: 0 },
    ...{ isSettled: false, worth: null, prices: [], isOver: false, overSlot: null, isBuried: false },
    ...known,
  };
}

/** One that is in the book only so that it is wound up some day. */
export function untraded(
  { slot }: Pick<World, 'slot'>,
  known: Pick<Token, 'mint' | 'program' | 'symbol' | 'creator'>,
): Token {
  return asToken({ ...known, bornSlot: slot, isOver: true });
}
