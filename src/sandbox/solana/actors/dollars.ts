// USDC and USDT of this chain: their real addresses, with an authority of the sandbox.
import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { USDC } from '../../../domain/solana/programs.ts';
import type { TokenKind } from './dealing/token-account.ts';

export const DOLLAR_DECIMALS = 6;
export const dollarKind: TokenKind = { mint: address(USDC), program: TOKEN_PROGRAM_ADDRESS };

export function toDollarAtoms(dollars: number): bigint {
  return BigInt(Math.round(dollars * 10 ** DOLLAR_DECIMALS));
}
