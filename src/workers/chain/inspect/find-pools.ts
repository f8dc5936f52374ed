// Where a token may trade: what was recorded, and what can be derived from its mint.
import { createByteReader } from '../../../domain/solana/byte-reader.ts';
import { TOKEN, TOKEN_2022, USDC, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { TokenPool } from '../../../domain/solana/safety.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { CurveState } from './accounts/read-curve.ts';
import { type PoolState, readPool } from './accounts/read-pool.ts';
import { readTokenAccount } from './accounts/read-token-account.ts';
import type { Shares } from './find-liquidity.ts';
import { CPMM, PUMP, PUMP_SWAP } from './known-addresses.ts';
import type { Account } from './node-calls.ts';
import { bytesOf, programAddress } from './program-address.ts';

export type FoundPool = {
  readonly pool: Address;
  readonly state: PoolState;
  readonly quoteMint: Address;
  readonly vaults: { readonly token: Address; readonly quote: Address };
};

/** The first one, in two bytes, whichever end comes first. */
const FIRST = Uint8Array.of(0, 0);

const SUPPLY_AT = 36;

export const curveOf = (mint: Address) => programAddress(PUMP, 'bonding-curve', bytesOf(mint));

/** The pools of CPMM's first configuration, and the one to which a curve migrates. */
export function derivedPools(mint: Address): Address[] {
  const config = programAddress(CPMM, 'amm_config', FIRST);
  const cpmm = [WRAPPED_SOL, USDC]
    .filter((quote) => quote !== mint)
    .map((quote) => {
      const mints = [mint, quote].map(bytesOf).sort(Buffer.compare);
      return programAddress(CPMM, 'pool', bytesOf(config), ...mints);
    });
  const authority = programAddress(PUMP, 'pool-authority', bytesOf(mint));
  const seeds = [FIRST, bytesOf(authority), bytesOf(mint), bytesOf(WRAPPED_SOL)];
  return [...cpmm, programAddress(PUMP_SWAP, 'pool', ...seeds)];
}

/** Undefined where it is no pool of this token that is understood. */
export function toFoundPool(
  mint: Address,
  pool: Address,
  account: Account | undefined,
): FoundPool | undefined {
  const state = readPool(account);
  const side = state?.mints.indexOf(mint) ?? -1;
  if (state === undefined || side < 0) return undefined;
  const other = 1 - side;
  return {
    ...{ pool, state, quoteMint: state.mints[other] as Address },
    vaults: { token: state.vaults[side] as Address, quote: state.vaults[other] as Address },
  };
}

/** What is the pool's of what lies in its vaults; undefined where a vault cannot be read. */
export function amountsOf({ state, vaults }: FoundPool, accountOf: ReadonlyMap<Address, Account>) {
  const amountIn = (vault: Address) => {
    const held = readTokenAccount(accountOf.get(vault))?.amount;
    const owed = state.owed[state.vaults.indexOf(vault)] as bigint;
    return held === undefined ? undefined : held > owed ? held - owed : 0n;
  };
  const [tokenAmount, quoteAmount] = [amountIn(vaults.token), amountIn(vaults.quote)];
  return tokenAmount === undefined || quoteAmount === undefined ? undefined : { tokenAmount, quoteAmount };
}

export function toTokenPool(
  { pool, state, quoteMint }: FoundPool,
  amounts: { readonly tokenAmount: bigint; readonly quoteAmount: bigint },
  shares: Shares,
  createdAtMs: number | null,
): TokenPool {
  return { pool, program: state.program, kind: 'pool', quoteMint, ...amounts, ...shares, createdAtMs };
}

/** Nobody can take out what lies on a curve; it trades until it is complete. */
export function toCurvePool(curve: Address, state: CurveState, createdAtMs: number | null): TokenPool {
  return {
    ...{ pool: curve, program: PUMP, kind: 'curve', quoteMint: state.quoteMint },
    ...{ quoteAmount: state.realQuote, tokenAmount: state.realTokens },
    ...{ burnedBps: 0, lockedBps: 10_000, owner: null, createdAtMs },
  };
}

/** The two token programs write it at one place. */
export function supplyOf(mint: Account | undefined): bigint | undefined {
  if (mint === undefined || (mint.owner !== TOKEN && mint.owner !== TOKEN_2022)) return undefined;
  const reader = createByteReader(mint.data, SUPPLY_AT);
  const supply = reader.u64();
  return reader.isWhole ? supply : undefined;
}
