// The account of a bonding curve of Pump.fun, and of the rules of all of them.
import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { SYSTEM, WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { PUMP } from '../known-addresses.ts';
import type { Account } from '../node-calls.ts';

export type CurveState = {
  readonly realTokens: bigint;
  /** What was paid in; lamports where the quote is SOL. */
  readonly realQuote: bigint;
  readonly isComplete: boolean;
  readonly creator: Address;
  readonly isMayhem: boolean;
  readonly isCashback: boolean;
  readonly quoteMint: Address;
};

export type CurveRules = {
  readonly feeRecipient: Address;
  readonly mayhemFeeRecipient: Address;
  /** Null before there was such a fee. */
  readonly buybackRecipient: Address | null;
};

const curveId = '17b7f83760d8ac60';
const globalId = 'a7e8e8b1c86c727f';
const FEE_RECIPIENT_AT = 41;
const MAYHEM_RECIPIENT_AT = 483;
const BUYBACK_RECIPIENTS_AT = 741;
/** Before a creator's share, before mayhem, cashback and other quotes there was less of it. */
const SHORTEST = 49;

/** Undefined where the account is no curve. */
export function readCurve(account: Account | undefined): CurveState | undefined {
  if (!isOf(account, curveId) || account.data.length < SHORTEST) return undefined;
  const whole = new Uint8Array(256);
  whole.set(account.data.subarray(0, whole.length));
  const reader = createByteReader(whole, 24);
  const [realTokens, realQuote] = [reader.u64(), reader.u64()];
  reader.skip(8);
  const isComplete = reader.bool();
  const creator = reader.address();
  const [isMayhem, isCashback] = [reader.bool(), reader.bool()];
  const quote = reader.address();
  const quoteMint = quote === SYSTEM ? WRAPPED_SOL : quote;
  return { realTokens, realQuote, isComplete, creator, isMayhem, isCashback, quoteMint };
}

export function readCurveRules(account: Account | undefined): CurveRules | undefined {
  if (!isOf(account, globalId)) return undefined;
  const at = (offset: number) => createByteReader(account.data, offset).address() || SYSTEM;
  const feeRecipient = at(FEE_RECIPIENT_AT);
  if (feeRecipient === SYSTEM) return undefined;
  const buyback = at(BUYBACK_RECIPIENTS_AT);
  return {
    feeRecipient,
    mayhemFeeRecipient: at(MAYHEM_RECIPIENT_AT),
    buybackRecipient: buyback === SYSTEM ? null : buyback,
  };
}

function isOf(account: Account | undefined, id: string): account is Account {
  return account?.owner === PUMP && Buffer.from(account.data.subarray(0, 8)).toString('hex') === id;
}
