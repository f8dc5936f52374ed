// What prices need of the chain itself: the decimals of tokens, and what stands in the pools whose swaps were seen.

import { toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import { parseBase58, toBase58 } from '../../../domain/solana/base58.ts';
import {
  amountAt,
  holdingsOfPool,
  isReadablePool,
  POOL_HEAD_BYTES,
  VAULT_AMOUNT,
} from '../../../domain/solana/pool-accounts.ts';
import type { SwapPrice } from '../../../domain/solana/swap-prices.ts';
import type { chainContract } from '../../chain/contract.ts';
import type { PriceTable } from '../prices/price-table.ts';

type Doors = Pick<Context<never, { chain: typeof chainContract }>, 'clients' | 'clock'>;

type Pool = {
  readonly pool: string;
  readonly program: string;
  readonly mint: string;
  vaults: readonly [string, string] | null;
  /** Was traded since it was last looked at. */
  isMoved: boolean;
  lookedMs: number;
};

const ADDRESS_BYTES = 32;
/** Of a mint: one byte. */
const DECIMALS = { offset: 44, length: 1 } as const;
/** What one request may ask for; a pool has two vaults. */
const MAX_EACH = 100;
const MAX_POOLS = 5000;
/** Of a pool that is traded all the time. */
const AGAIN_MS = 30_000;
/** A mint that the node does not know may be too young for it. */
const RETRY_MS = 5000;
const MAX_TRIES = 6;

export type ChainLook = {
  needDecimals(mint: string): void;
  sawSwap(swap: SwapPrice): void;
  /** One round, at most three requests. */
  look(): Promise<void>;
  /** Why nothing is read; null where it is. */
  readonly trouble: string | null;
};

export function createChainLook({ clients, clock }: Doors, table: PriceTable): ChainLook {
  const unknown = new Map<string, { tries: number; afterMs: number }>();
  const pools = new Map<string, Pool>();
  let trouble: string | null = null;
  let isLooking = false;

  const read = async (addresses: readonly string[], slice: { offset: number; length: number }) => {
    if (addresses.length === 0) return [];
    const told = await clients.chain.accounts({ addresses: [...addresses], ...slice });
    return told.map((account) => (account === null ? null : Buffer.from(account.data, 'base64')));
  };

  const readDecimals = async () => {
    const nowMs = clock.now();
    const due = [...unknown].filter(([, { afterMs }]) => afterMs <= nowMs).slice(0, MAX_EACH);
    const told = await read(
      due.map(([mint]) => mint),
      DECIMALS,
    );
    for (const [i, [mint, wanted]] of due.entries()) {
      const decimals = told[i]?.[0];
      if (decimals === undefined && ++wanted.tries < MAX_TRIES) wanted.afterMs = nowMs + RETRY_MS;
      else unknown.delete(mint);
      if (decimals !== undefined) table.setDecimals(mint, decimals, nowMs);
    }
  };

  const readPools = async () => {
    const nowMs = clock.now();
    const due = [...pools.values()].filter(
      ({ isMoved, lookedMs }) => isMoved && nowMs - lookedMs >= AGAIN_MS,
    );
    const heads = due.filter(({ vaults }) => vaults === null).slice(0, MAX_EACH);
    const told = await read(
      heads.map(({ pool }) => pool),
      { offset: 0, length: POOL_HEAD_BYTES },
    );
    for (const [i, pool] of heads.entries()) {
      const data = told[i];
      const holdings = data ? holdingsOfPool(pool.program, data) : null;
      if (holdings?.type === 'vaults') pool.vaults = holdings.vaults;
      else {
        if (holdings !== null) table.setHeld(pool.mint, pool.pool, holdings.lamports);
        looked(pool, nowMs);
      }
    }
    const withVaults = due.filter(({ vaults }) => vaults !== null).slice(0, MAX_EACH / 2);
    const mints = withVaults.flatMap(({ vaults }) => vaults ?? []);
    const held = await read(mints, { offset: 0, length: VAULT_AMOUNT.offset + VAULT_AMOUNT.length });
    for (const [i, pool] of withVaults.entries()) {
      for (const data of [held[2 * i], held[2 * i + 1]]) {
        // a vault of the token itself says nothing about what stands behind its price
        if (!data || mintOf(data) === pool.mint) continue;
        table.setHeld(pool.mint, pool.pool, amountAt(data, VAULT_AMOUNT.offset) ?? 0n);
      }
      looked(pool, nowMs);
    }
  };

  return {
    get trouble() {
      return trouble;
    },
    needDecimals(mint) {
      // One that is no address would have the node refuse all that are asked with it.
      if (isMint(mint) && !unknown.has(mint)) unknown.set(mint, { tries: 0, afterMs: 0 });
    },
    sawSwap({ pool, program, mint }) {
      if (pool === null || !isReadablePool(program)) return;
      const known = pools.get(pool);
      if (known !== undefined) {
        known.isMoved = true;
        return;
      }
      if (pools.size >= MAX_POOLS) pools.delete(pools.keys().next().value as string);
      pools.set(pool, { pool, program, mint, vaults: null, isMoved: true, lookedMs: 0 });
    },
    async look() {
      if (isLooking) return;
      isLooking = true;
      trouble = null;
      for (const read of [readDecimals, readPools])
        await read().catch((thrown: unknown) => {
          trouble = toAppError(thrown).message;
        });
      isLooking = false;
    },
  };
}

function isMint(mint: string): boolean {
  return parseBase58(mint)?.length === ADDRESS_BYTES;
}

function looked(pool: Pool, nowMs: number): void {
  pool.isMoved = false;
  pool.lookedMs = nowMs;
}

function mintOf(tokenAccount: Uint8Array): string {
  return toBase58(tokenAccount.subarray(0, 32));
}
