// Everything that can be known of a token before somebody buys it, in at most twelve calls of a node.
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import { toBase58 } from '../../../domain/solana/base58.ts';
import { METADATA, SYSTEM, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { TokenFacts } from '../../../domain/solana/safety.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import { readCurve, readCurveRules } from './accounts/read-curve.ts';
import { readMetadata } from './accounts/read-metadata.ts';
import { type Mint, readMint } from './accounts/read-mint.ts';
import type { PoolState } from './accounts/read-pool.ts';
import { readPumpSwapRules } from './accounts/read-pump-swap-rules.ts';
import { toHistory } from './creator-history.ts';
import { toHolders } from './find-holders.ts';
import { curveOf, derivedPools, type FoundPool, toCurvePool, toFoundPool } from './find-pools.ts';
import { PUMP, PUMP_SWAP, rich } from './known-addresses.ts';
import { lookAtMarket } from './look-at-market.ts';
import { type Account, byAddress, createNodeCalls, type NodeCalls } from './node-calls.ts';
import { orNull } from './or-null.ts';
import { bytesOf, programAddress } from './program-address.ts';
import { launchesOf, type Recorder, recordedOf } from './recorded.ts';
import { toCpmmRoute } from './trip/cpmm-route.ts';
import { toCurveRoute } from './trip/curve-route.ts';
import { toPumpSwapRoute } from './trip/pump-swap-route.ts';
import type { Route } from './trip/route.ts';
import { NEEDED_LAMPORTS, simulateTrip } from './trip/simulate-trip.ts';

export type FactDoors = {
  readonly pool: Pick<EndpointPool, 'call'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly commitment: string;
  /** Undefined where nothing is recorded: then what only storage knows is not known. */
  readonly recorder: Recorder | undefined;
};

export const MAX_CALLS = 12;
const PATIENCE_MS = 15_000;
const MAX_RECORDED_POOLS = 40;
const ADDRESS_BYTES = 32;

/** Rejects with MINT_UNKNOWN, or the node's error where it does not answer at all. */
export async function gatherFacts(doors: FactDoors, mint: Address): Promise<TokenFacts> {
  const { clock, commitment } = doors;
  const patience = new AbortController();
  const timer = clock.after(PATIENCE_MS, () => patience.abort(new AppError('OUTSIDE_TIMEOUT')));
  try {
    const limits = { commitment, maxCalls: MAX_CALLS, signal: patience.signal };
    return await gather(doors, createNodeCalls(doors.pool, limits), mint);
  } finally {
    timer.cancel();
  }
}

async function gather(doors: FactDoors, calls: NodeCalls, mint: Address): Promise<TokenFacts> {
  const { recorder, clock } = doors;
  const recorded = await recordedOf(recorder, mint);
  const curve = curveOf(mint);
  const metadata = programAddress(METADATA, 'metadata', bytesOf(METADATA), bytesOf(mint));
  const rules = programAddress(PUMP, 'global');
  const seen = (recorded?.pools ?? []).map(({ pool }) => pool).slice(0, MAX_RECORDED_POOLS);
  const candidates = [...new Set([...derivedPools(mint), ...seen])];
  const config = programAddress(PUMP_SWAP, 'global_config');
  const first = [mint, metadata, curve, rules, config, ...rich, ...candidates];
  const accountOf = byAddress(first, await calls.accounts(first));

  const token = accountOf.get(mint);
  const read = token === undefined ? undefined : readMint(token);
  if (read === undefined) throw new AppError('MINT_UNKNOWN');
  const curveState = readCurve(accountOf.get(curve));
  const found = candidates.flatMap((pool) => toFoundPool(mint, pool, accountOf.get(pool)) ?? []);
  const told = recorded?.token?.creator ?? curveState?.creator ?? found[0]?.state.creator ?? SYSTEM;
  const creator = told === SYSTEM ? null : told;
  const launches = await launchesOf(recorder, creator, mint);
  const createdAtMs = orNull(Promise.resolve(recorded?.token?.launchedAtMs ?? calls.oldestMs(mint)));
  const market = await lookAtMarket(calls, { mint, found, others: (launches ?? []).map(({ pool }) => pool) });
  const curveRules = readCurveRules(accountOf.get(rules));
  const isOnCurve = curveState !== undefined && !curveState.isComplete;
  const route =
    isOnCurve && curveState.quoteMint === WRAPPED_SOL
      ? curveRules && toCurveRoute(mint, read.program, curveState, curveRules)
      : deepestRoute(found, market.quoteOf, (pool, state) => {
          const swapRules = readPumpSwapRules(accountOf.get(config));
          const toSwap = () => swapRules && toPumpSwapRoute(pool, state, read.program, swapRules);
          return toCpmmRoute(pool, state) ?? toSwap();
        });
  const trip = route && (await tryTrip(doors, calls, route, accountOf));
  const pools = [
    ...(isOnCurve ? [toCurvePool(curve, curveState, recorded?.token?.launchedAtMs ?? null)] : []),
    ...(market.pools ?? []).map((pool) => ({ ...pool, createdAtMs: madeAtMs(pool.pool) })),
  ];
  const knownPools = new Set([...seen, ...found.flatMap(({ pool, state }) => [pool, ...state.vaults])]);
  function madeAtMs(pool: Address): number | null {
    return recorded?.pools.find((known) => known.pool === pool)?.createdAtMs ?? null;
  }
  // where a pool was seen that nobody here can read, none is not the same as none that is known
  const isPoolsKnown = market.pools != null && (pools.length > 0 || (recorded !== null && seen.length === 0));
  return {
    ...{ mint, atMs: clock.now(), slot: calls.slot, program: read.program },
    ...toMintFacts(read),
    metadata: nameOf(read, accountOf.get(metadata), mint),
    pools: isPoolsKnown ? pools : null,
    holders: market.held == null ? null : toHolders(market.held, { creator, curve, pools: knownPools }),
    createdAtMs: await createdAtMs,
    creator,
    creatorTokens:
      launches === null || market.others == null ? null : toHistory(launches, market.others, clock.now()),
    roundTrip: trip ?? null,
  };
}

function toMintFacts({ decimals, supply, mintAuthority, freezeAuthority, extensions }: Mint) {
  return { decimals, supply, mintAuthority, freezeAuthority, extensions };
}

/** The mint's own word counts more than that of another account. */
function nameOf({ named }: Mint, account: Account | undefined, mint: Address): TokenFacts['metadata'] {
  return named ?? (account && readMetadata(account, mint)) ?? null;
}

function deepestRoute(
  found: readonly FoundPool[],
  quoteOf: ReadonlyMap<Address, bigint>,
  toRoute: (pool: Address, state: PoolState) => Route | undefined,
): Route | undefined {
  return found
    .toSorted((one, other) => ((quoteOf.get(one.pool) ?? 0n) < (quoteOf.get(other.pool) ?? 0n) ? 1 : -1))
    .map(({ pool, state }) => toRoute(pool, state))
    .find((route) => route !== undefined);
}

async function tryTrip(
  { random }: FactDoors,
  calls: NodeCalls,
  route: Route,
  accountOf: ReadonlyMap<Address, Account>,
): Promise<TokenFacts['roundTrip']> {
  const able = rich.find((address) => {
    const account = accountOf.get(address);
    return account?.owner === SYSTEM && account.lamports >= NEEDED_LAMPORTS;
  });
  const payer = able ?? (await orNull(calls.identity()));
  const user = toBase58(Buffer.from(random.hex(ADDRESS_BYTES), 'hex'));
  return payer === null ? null : orNull(simulateTrip(calls, route, { payer, user }));
}
