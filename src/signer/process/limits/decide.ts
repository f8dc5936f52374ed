// The decision whether a message is signed. It believes the bytes and nothing that a caller says about them.
import type { Address } from '../base58.ts';
import { type Reason, Refusal } from '../reasons.ts';
import { effectOf } from '../solana/effects.ts';
import { parseMessage } from '../solana/message.ts';
import { maxFeeOf } from './fees.ts';
import { type Limits, limitsOf } from './limits.ts';
import { judgeTrade } from './trade.ts';
import { type Charge, fitsRates, movedOf, type Usage } from './usage.ts';
import { judgeWithdrawal } from './withdrawal.ts';

export type SignRequest = {
  readonly purpose: 'trade' | 'withdrawal';
  readonly keyId: Address;
  readonly message: Buffer;
};

export type Circumstances = {
  readonly usage: Usage;
  readonly isUnlocked: boolean;
  /** Monotonic, for rates and daily amounts. */
  readonly nowMs: number;
  /** Wall time, for addresses that are held. */
  readonly wallMs: number;
};

export type Decision =
  | { readonly allowed: true; readonly charges: readonly Charge[] }
  | { readonly allowed: false; readonly reason: Reason; readonly facts: Refusal['facts'] };

/** Pure: the same input gives the same decision, and counts nothing. Record the charges before signing. */
export function decide(request: SignRequest, limits: Limits, circumstances: Circumstances): Decision {
  try {
    return { allowed: true, charges: judge(request, limits, circumstances) };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { allowed: false, reason: thrown.reason, facts: thrown.facts };
    throw thrown;
  }
}

function judge({ purpose, keyId, message }: SignRequest, limits: Limits, now: Circumstances): Charge[] {
  const own = limitsOf(limits, keyId);
  const { usage, nowMs } = now;
  if (purpose === 'withdrawal' && !now.isUnlocked) throw new Refusal('LOCKED');
  if (!fitsRates(usage.signedAtMs, limits.rates, nowMs))
    throw new Refusal('RATE_EXCEEDED', { of: 'all keys' });
  if (!fitsRates(usage.byKey.get(keyId) ?? [], own.rates, nowMs))
    throw new Refusal('RATE_EXCEEDED', { of: 'this key' });

  const { signers, hasLookups, instructions } = parseMessage(message);
  if (!signers.includes(keyId)) throw new Refusal('SIGNER_NOT_NEEDED');
  const effects = instructions.map(effectOf);
  const transaction = { keyId, effects, hasLookups, feeLamports: maxFeeOf(signers.length, effects) };
  const charges =
    purpose === 'trade'
      ? judgeTrade(transaction, own.trade)
      : judgeWithdrawal(transaction, own.withdrawals, now.wallMs);
  return charges.map(({ account, amount, maxPerDay }) => {
    if (movedOf(usage, account, nowMs) + amount > maxPerDay)
      throw new Refusal('DAILY_AMOUNT_EXCEEDED', { account, amount: String(amount) });
    return { account, amount };
  });
}
