import type { Address } from '../base58.ts';
import { Refusal } from '../reasons.ts';
import type { Effect } from '../solana/effects.ts';
import type { Charge } from './usage.ts';

/** A message as read, and the key that is asked to sign it. */
export type Transaction = {
  readonly keyId: Address;
  readonly effects: readonly Effect[];
  readonly hasLookups: boolean;
  readonly feeLamports: bigint;
};

/** A charge and what it may come to in a day. */
export type LimitedCharge = Charge & { readonly maxPerDay: bigint };

/** Refuses an effect that neither a trade nor a withdrawal may have. */
export function refuseEffect(effect: Effect): never {
  switch (effect.kind) {
    case 'call':
      throw new Refusal('PROGRAM_NOT_LISTED', { program: effect.program });
    case 'hidden':
      throw new Refusal('ACCOUNT_HIDDEN', { program: effect.program });
    case 'forbidden':
      throw new Refusal('INSTRUCTION_FORBIDDEN', {
        program: effect.program,
        instruction: effect.instruction,
      });
    default:
      throw new Refusal('INSTRUCTION_FORBIDDEN', { effect: effect.kind });
  }
}

export function checkFee(feeLamports: bigint, maxFeeLamports: bigint): void {
  if (feeLamports > maxFeeLamports) throw new Refusal('FEE_EXCEEDED', { feeLamports: String(feeLamports) });
}
