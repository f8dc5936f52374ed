// A trade calls listed programs. Around them it may wrap and unwrap SOL, open own token accounts and pay listed tips, nothing else.
import type { Address } from '../base58.ts';
import { Refusal } from '../reasons.ts';
import { tokenAccountOf } from '../solana/derived-address.ts';
import type { Effect } from '../solana/effects.ts';
import { TOKEN, WRAPPED_SOL } from '../solana/programs.ts';
import type { TradeLimits } from './limits.ts';
import { checkFee, type LimitedCharge, refuseEffect, type Transaction } from './transaction.ts';

export function judgeTrade(
  { keyId, effects, feeLamports }: Transaction,
  limits: TradeLimits,
): LimitedCharge[] {
  checkFee(feeLamports, limits.maxFeeLamports);
  const tips = new Map<Address, bigint>();
  for (const effect of effects) judgeEffect(effect, keyId, limits, tips);
  let outlay = feeLamports;
  for (const [address, lamports] of tips) {
    const listed = limits.destinations.get(address);
    if (listed === undefined) throw new Refusal('DESTINATION_NOT_LISTED', { address });
    // in all, so that many small ones are no way around
    if (lamports > listed.maxLamports)
      throw new Refusal('AMOUNT_EXCEEDED', { address, lamports: String(lamports) });
    outlay += lamports;
  }
  return [{ account: `${keyId} outlay`, amount: outlay, maxPerDay: limits.maxOutlayPerDayLamports }];
}

function judgeEffect(effect: Effect, keyId: Address, limits: TradeLimits, tips: Map<Address, bigint>): void {
  switch (effect.kind) {
    case 'nothing':
    case 'unitLimit':
    case 'unitPrice':
      return;
    case 'sendSol':
      if (isOwn(effect.to, keyId)) return;
      tips.set(effect.to, (tips.get(effect.to) ?? 0n) + effect.lamports);
      return;
    case 'sendToken':
      if (effect.to === tokenAccountOf(keyId, effect.program, effect.mint)) return;
      throw new Refusal('DESTINATION_NOT_LISTED', { address: effect.to });
    case 'closeTokenAccount':
      if (effect.to === keyId) return;
      throw new Refusal('DESTINATION_NOT_LISTED', { address: effect.to });
    case 'createTokenAccount':
      // the deposit it costs belongs to the owner
      if (effect.owner === keyId) return;
      throw new Refusal('DESTINATION_NOT_LISTED', { address: effect.owner });
    case 'call': {
      const listed = limits.programs.get(effect.program);
      if (listed === undefined) return refuseEffect(effect);
      if (effect.hasHidden && !listed.hidden)
        throw new Refusal('ACCOUNT_HIDDEN', { program: effect.program });
      return;
    }
    default:
      return refuseEffect(effect);
  }
}

/** Its wallet, and its account of wrapped SOL, which a trade fills before it pays. */
function isOwn(address: Address, keyId: Address): boolean {
  return address === keyId || address === tokenAccountOf(keyId, TOKEN, WRAPPED_SOL);
}
