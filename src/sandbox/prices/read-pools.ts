// Every pool and curve of the sandbox's node with what it holds, by its JSON-RPC.
import { z } from 'zod';
import { toBase58 } from '../../domain/solana/base58.ts';
import { WRAPPED_SOL } from '../../domain/solana/programs.ts';
import { inOrder, type PoolHolding } from './token-market.ts';

/** Rejects where the node does not answer. */
export type AskNode = (
  calls: readonly { method: string; params: readonly unknown[] }[],
) => Promise<unknown[]>;

const CPMM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
const CURVE = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';
const TOKEN = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const poolId = [247, 237, 227, 245, 215, 195, 222, 70];
const curveId = [23, 183, 248, 55, 96, 216, 172, 96];
/** In a pool's account. */
const POOL = { vaults: [72, 104], mints: [168, 200], decimals: [331, 332], bytes: 333 } as const;
const CURVE_BYTES = 49;
const CURVE_DECIMALS = 6;
const KEY_BYTES = 32;
const AMOUNT = { offset: 64, length: 8 } as const;
const MAX_EACH = 100;
/** Real ones do not wait for finality. */
const likeFeeds = { encoding: 'base64', commitment: 'confirmed' };

const base64 = z.tuple([z.string(), z.literal('base64')]);
const listed = z.array(z.object({ pubkey: z.string(), account: z.object({ data: base64 }) }));
const several = z.object({ value: z.array(z.object({ data: base64 }).nullable()) });
const owned = z.object({ value: listed });

/** `mints` remembers which token a curve is of: that never changes. */
export async function readPools(ask: AskNode, mints: Map<string, string>): Promise<PoolHolding[]> {
  const list = (program: string, id: readonly number[], length: number) => ({
    method: 'getProgramAccounts',
    params: [
      program,
      {
        ...likeFeeds,
        dataSlice: { offset: 0, length },
        filters: [{ memcmp: { offset: 0, bytes: toBase58(Uint8Array.from(id)) } }],
      },
    ],
  });
  const [pools, curves] = (
    await ask([list(CPMM, poolId, POOL.bytes), list(CURVE, curveId, CURVE_BYTES)])
  ).map((told) =>
    listed.parse(told).map(({ pubkey, account }) => ({ address: pubkey, data: bytesOf(account.data) })),
  );
  return [...(await toPools(ask, pools ?? [])), ...(await toCurves(ask, curves ?? [], mints))];
}

type Account = { readonly address: string; readonly data: Buffer };

async function toPools(ask: AskNode, pools: readonly Account[]): Promise<PoolHolding[]> {
  const whole = pools.filter(({ data }) => data.length >= POOL.bytes);
  const vaults = whole.flatMap(({ data }) => POOL.vaults.map((offset) => keyAt(data, offset)));
  const amounts = await amountsOf(ask, vaults);
  return whole.flatMap(({ address, data }, i) => {
    const [one, other] = [0, 1].map((side) => ({
      mint: keyAt(data, POOL.mints[side as 0 | 1]),
      atoms: amounts[2 * i + side] ?? 0n,
      decimals: data[POOL.decimals[side as 0 | 1]] ?? 0,
    })) as [Parameters<typeof inOrder>[0], Parameters<typeof inOrder>[0]];
    const pair = inOrder(one, other);
    return pair === null
      ? []
      : [{ address, kind: 'raydium' as const, ...pair, quoteAtoms: pair.quote.atoms }];
  });
}

async function amountsOf(ask: AskNode, accounts: readonly string[]): Promise<bigint[]> {
  const calls = [];
  for (let from = 0; from < accounts.length; from += MAX_EACH)
    calls.push({
      method: 'getMultipleAccounts',
      params: [accounts.slice(from, from + MAX_EACH), { ...likeFeeds, dataSlice: AMOUNT }],
    });
  if (calls.length === 0) return [];
  return (await ask(calls)).flatMap((told) =>
    several.parse(told).value.map((account) => (account ? bytesOf(account.data).readBigUInt64LE() : 0n)),
  );
}

async function toCurves(
  ask: AskNode,
  curves: readonly Account[],
  mints: Map<string, string>,
): Promise<PoolHolding[]> {
  const unknown = curves.filter(({ address }) => !mints.has(address)).slice(0, MAX_EACH);
  const options = { ...likeFeeds, dataSlice: { offset: 0, length: KEY_BYTES } };
  const told = await (unknown.length === 0
    ? []
    : ask(
        unknown.map(({ address }) => ({
          method: 'getTokenAccountsByOwner',
          params: [address, { programId: TOKEN }, options],
        })),
      ));
  for (const [i, { address }] of unknown.entries()) {
    const [account] = owned.parse(told[i]).value;
    if (account) mints.set(address, keyAt(bytesOf(account.account.data), 0));
  }
  return curves.flatMap(({ address, data }) => {
    const mint = mints.get(address);
    if (mint === undefined || data.length < CURVE_BYTES || data[CURVE_BYTES - 1] === 1) return [];
    const base = { mint, atoms: data.readBigUInt64LE(8), decimals: CURVE_DECIMALS };
    const quote = { mint: WRAPPED_SOL, atoms: data.readBigUInt64LE(16), decimals: 9 };
    return [{ address, kind: 'pumpfun' as const, base, quote, quoteAtoms: data.readBigUInt64LE(32) }];
  });
}

function bytesOf([text]: readonly [string, 'base64']): Buffer {
  return Buffer.from(text, 'base64');
}

function keyAt(data: Uint8Array, offset: number): string {
  return toBase58(data.subarray(offset, offset + KEY_BYTES));
}
