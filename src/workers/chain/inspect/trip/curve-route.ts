// Purchases and sales on a curve of Pump.fun, as its interface says.
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { CurveRules, CurveState } from '../accounts/read-curve.ts';
import { PUMP } from '../known-addresses.ts';
import { bytesOf, programAddress, tokenAccountOf } from '../program-address.ts';
import type { Route } from './route.ts';
import { type Instruction, readonly, signing, u64, writable } from './to-transaction.ts';

const FEES = 'pfeeUxB6jkeY1Hxd7CsFCAjcbHA9rWtchMGdZ6VojVZ';
const buyExactSolIn = [56, 252, 116, 8, 158, 223, 205, 95];
const sell = [51, 230, 133, 164, 1, 127, 131, 173];
/** At least so many tokens, or lamports. */
const ANY_BUY = u64(1n);
const ANY_SELL = u64(0n);
const NOT_COUNTED = 0;

export function toCurveRoute(
  mint: Address,
  tokenProgram: Address,
  state: CurveState,
  rules: CurveRules,
): Route {
  const of = (seed: string, ...seeds: Uint8Array[]) => programAddress(PUMP, seed, ...seeds);
  const curve = of('bonding-curve', bytesOf(mint));
  const creatorVault = of('creator-vault', bytesOf(state.creator));
  const feeRecipient = state.isMayhem ? rules.mayhemFeeRecipient : rules.feeRecipient;
  const volumeOf = (user: Address) => of('user_volume_accumulator', bytesOf(user));
  const head = (user: Address) => [
    readonly(of('global')),
    writable(feeRecipient),
    readonly(mint),
    writable(curve),
    writable(tokenAccountOf(curve, mint, tokenProgram)),
    writable(tokenAccountOf(user, mint, tokenProgram)),
    signing(user),
    readonly(SYSTEM),
  ];
  const own = [readonly(of('__event_authority')), readonly(PUMP)];
  const fees = [readonly(programAddress(FEES, 'fee_config', bytesOf(PUMP))), readonly(FEES)];
  const tail =
    rules.buybackRecipient === null
      ? []
      : [readonly(of('bonding-curve-v2', bytesOf(mint))), writable(rules.buybackRecipient)];
  const toInstruction = (
    accounts: Instruction['accounts'],
    ...data: readonly (readonly number[] | Uint8Array)[]
  ) => ({
    program: PUMP,
    accounts,
    data: Uint8Array.from(data.flatMap((part) => [...part])),
  });
  return {
    ...{ mint, tokenProgram, paysFrom: 'wallet' },
    begun: [creatorVault, feeRecipient],
    buy(user, lamports) {
      const accounts = [
        ...head(user),
        ...[readonly(tokenProgram), writable(creatorVault), ...own],
        ...[readonly(of('global_volume_accumulator')), writable(volumeOf(user))],
        ...[...fees, ...tail],
      ];
      return toInstruction(accounts, buyExactSolIn, u64(lamports), ANY_BUY, [NOT_COUNTED]);
    },
    sell(user, atoms) {
      const accounts = [
        ...head(user),
        ...[writable(creatorVault), readonly(tokenProgram), ...own, ...fees],
        ...(state.isCashback ? [writable(volumeOf(user))] : []),
        ...tail,
      ];
      return toInstruction(accounts, sell, u64(atoms), ANY_SELL);
    },
  };
}
