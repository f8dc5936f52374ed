// Purchases and sales in a pool of PumpSwap whose quote is SOL, as its interface says.
import { ASSOCIATED_TOKEN, SYSTEM, TOKEN, WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { PoolState } from '../accounts/read-pool.ts';
import type { PumpSwapRules } from '../accounts/read-pump-swap-rules.ts';
import { PUMP_SWAP } from '../known-addresses.ts';
import { bytesOf, programAddress, tokenAccountOf } from '../program-address.ts';
import type { Route } from './route.ts';
import { type Instruction, readonly, signing, u64, writable } from './to-transaction.ts';

const FEES = 'pfeeUxB6jkeY1Hxd7CsFCAjcbHA9rWtchMGdZ6VojVZ';
const buyExactQuoteIn = [198, 46, 21, 82, 180, 217, 232, 112];
const sell = [51, 230, 133, 164, 1, 127, 131, 173];
const ANY_BUY = u64(1n);
const ANY_SELL = u64(0n);
const NOT_COUNTED = 0;

/** Undefined where the pool is not of this program, or SOL is not its quote. */
export function toPumpSwapRoute(
  pool: Address,
  { mints, vaults, pumpSwap }: PoolState,
  tokenProgram: Address,
  rules: PumpSwapRules,
): Route | undefined {
  const [mint] = mints;
  if (pumpSwap === undefined || mints[1] !== WRAPPED_SOL) return undefined;
  const { coinCreator, isMayhem, isCashback } = pumpSwap;
  const of = (seed: string, ...seeds: Uint8Array[]) => programAddress(PUMP_SWAP, seed, ...seeds);
  const solOf = (owner: Address) => tokenAccountOf(owner, WRAPPED_SOL, TOKEN);
  const feeRecipient = isMayhem ? rules.mayhemFeeRecipient : rules.feeRecipient;
  const creatorVault = of('creator_vault', bytesOf(coinCreator));
  const volumeOf = (user: Address) => of('user_volume_accumulator', bytesOf(user));
  const head = (user: Address) => [
    ...[writable(pool), signing(user), readonly(of('global_config'))],
    ...[readonly(mint), readonly(WRAPPED_SOL)],
    ...[writable(tokenAccountOf(user, mint, tokenProgram)), writable(solOf(user))],
    ...vaults.map(writable),
    ...[readonly(feeRecipient), writable(solOf(feeRecipient))],
    ...[tokenProgram, TOKEN, SYSTEM, ASSOCIATED_TOKEN, of('__event_authority'), PUMP_SWAP].map(readonly),
    ...[writable(solOf(creatorVault)), readonly(creatorVault)],
  ];
  const fees = [readonly(programAddress(FEES, 'fee_config', bytesOf(PUMP_SWAP))), readonly(FEES)];
  const tail = [
    ...(coinCreator === SYSTEM ? [] : [readonly(of('pool-v2', bytesOf(mint)))]),
    ...(rules.buybackRecipient === null
      ? []
      : [readonly(rules.buybackRecipient), writable(solOf(rules.buybackRecipient))]),
  ];
  const toInstruction = (
    accounts: Instruction['accounts'],
    ...data: readonly (readonly number[] | Uint8Array)[]
  ): Instruction => ({
    program: PUMP_SWAP,
    accounts,
    data: Uint8Array.from(data.flatMap((part) => [...part])),
  });
  return {
    ...{ mint, tokenProgram, paysFrom: 'wrapped', begun: [] },
    buy(user, lamports) {
      const volume = [readonly(of('global_volume_accumulator')), writable(volumeOf(user))];
      const cashback = isCashback ? [writable(solOf(volumeOf(user)))] : [];
      const accounts = [...head(user), ...volume, ...fees, ...cashback, ...tail];
      return toInstruction(accounts, buyExactQuoteIn, u64(lamports), ANY_BUY, [NOT_COUNTED]);
    },
    sell(user, atoms) {
      const cashback = isCashback ? [writable(solOf(volumeOf(user))), writable(volumeOf(user))] : [];
      return toInstruction([...head(user), ...fees, ...cashback, ...tail], sell, u64(atoms), ANY_SELL);
    },
  };
}
