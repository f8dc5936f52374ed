// A withdrawal sends SOL and tokens to wallets of the address book, and does nothing else.
import type { Address } from '../base58.ts';
import { Refusal } from '../reasons.ts';
import { tokenAccountOf } from '../solana/derived-address.ts';
import type { Effect } from '../solana/effects.ts';
import { SOL } from '../solana/programs.ts';
import type { WithdrawalLimits } from './limits.ts';
import { checkFee, type LimitedCharge, refuseEffect, type Transaction } from './transaction.ts';

export function judgeWithdrawal(
  { keyId, effects, hasLookups, feeLamports }: Transaction,
  limits: WithdrawalLimits,
  wallMs: number,
): LimitedCharge[] {
  if (hasLookups) throw new Refusal('ACCOUNT_HIDDEN');
  checkFee(feeLamports, limits.maxFeeLamports);
  const book = [...limits.destinations].filter(([, { usableFromMs }]) => usableFromMs <= wallMs);
  const usable = new Set(book.map(([address]) => address));
  const moved = new Map<string, bigint>();
  for (const effect of effects) {
    const sent = judgeEffect(effect, keyId, limits, usable);
    if (sent !== undefined) moved.set(sent.asset, (moved.get(sent.asset) ?? 0n) + sent.amount);
  }
  if (moved.size === 0) throw new Refusal('NOTHING_MOVED');
  return [...moved].map(([asset, amount]) => {
    const listed = limits.assets.get(asset);
    if (listed === undefined) throw new Refusal('ASSET_NOT_LISTED', { asset });
    if (amount > listed.maxAmount) throw new Refusal('AMOUNT_EXCEEDED', { asset, amount: String(amount) });
    return { account: `${keyId} withdrawn ${asset}`, amount, maxPerDay: listed.maxPerDay };
  });
}

function judgeEffect(
  effect: Effect,
  keyId: Address,
  limits: WithdrawalLimits,
  usable: ReadonlySet<Address>,
): { asset: string; amount: bigint } | undefined {
  switch (effect.kind) {
    case 'nothing':
    case 'unitLimit':
    case 'unitPrice':
      return undefined;
    case 'createTokenAccount':
      checkWallet(effect.owner, limits, usable);
      return undefined;
    case 'sendSol':
      if (effect.from !== keyId) return refuseEffect(effect);
      checkWallet(effect.to, limits, usable);
      return { asset: SOL, amount: effect.lamports };
    case 'sendToken': {
      if (effect.authority !== keyId) return refuseEffect(effect);
      checkTokenAccount(effect, limits, usable);
      return { asset: effect.mint, amount: effect.amount };
    }
    default:
      return refuseEffect(effect);
  }
}

function checkWallet(address: Address, limits: WithdrawalLimits, usable: ReadonlySet<Address>): void {
  if (usable.has(address)) return;
  const isHeld = limits.destinations.has(address);
  throw new Refusal(isHeld ? 'DESTINATION_HELD' : 'DESTINATION_NOT_LISTED', { address });
}

/** The book holds wallets; a token goes to the account that belongs to one of them by derivation. */
function checkTokenAccount(
  { program, mint, to }: Extract<Effect, { kind: 'sendToken' }>,
  limits: WithdrawalLimits,
  usable: ReadonlySet<Address>,
): void {
  const accountOf = (wallet: Address) => tokenAccountOf(wallet, program, mint);
  if (usable.values().some((wallet) => accountOf(wallet) === to)) return;
  const isHeld = [...limits.destinations.keys()].some((wallet) => accountOf(wallet) === to);
  throw new Refusal(isHeld ? 'DESTINATION_HELD' : 'DESTINATION_NOT_LISTED', { address: to });
}
