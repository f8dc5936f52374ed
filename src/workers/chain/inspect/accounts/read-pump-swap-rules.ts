import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { PUMP_SWAP } from '../known-addresses.ts';
import type { Account } from '../node-calls.ts';

export type PumpSwapRules = {
  readonly feeRecipient: Address;
  readonly mayhemFeeRecipient: Address;
  /** Null before there was such a fee. */
  readonly buybackRecipient: Address | null;
};

const configId = '95089ccaa0fcb0d9';
const FEE_RECIPIENTS_AT = 57;
const MAYHEM_RECIPIENT_AT = 385;
const BUYBACK_RECIPIENTS_AT = 643;

/** To whom fees of PumpSwap go; undefined where the account is not its configuration. */
export function readPumpSwapRules(account: Account | undefined): PumpSwapRules | undefined {
  if (account?.owner !== PUMP_SWAP) return undefined;
  if (Buffer.from(account.data.subarray(0, 8)).toString('hex') !== configId) return undefined;
  const at = (offset: number) => createByteReader(account.data, offset).address() || SYSTEM;
  const feeRecipient = at(FEE_RECIPIENTS_AT);
  if (feeRecipient === SYSTEM) return undefined;
  const buyback = at(BUYBACK_RECIPIENTS_AT);
  return {
    ...{ feeRecipient, mayhemFeeRecipient: at(MAYHEM_RECIPIENT_AT) },
    buybackRecipient: buyback === SYSTEM ? null : buyback,
  };
}
