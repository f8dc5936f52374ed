// The interface of Raydium CPMM as its IDL says it: addresses, and the instructions that the sandbox's actors send.
import { type Address, address, type Instruction } from '@solana/kit';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { derived, instruction, paying, readonly, toBytes, u64, writable } from './instruction.ts';

export const CPMM = address('CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C');
const TOKEN_2022 = address('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
const SYSTEM = address('11111111111111111111111111111111');
const RENT = address('SysvarRent111111111111111111111111111111111');
const MEMO = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');

const initializeId = [175, 175, 109, 31, 13, 152, 155, 237];
const depositId = [242, 35, 198, 137, 82, 225, 242, 182];
const withdrawId = [183, 18, 70, 156, 148, 109, 161, 34];
const swapBaseInputId = [143, 190, 90, 218, 196, 30, 51, 222];
const swapBaseOutputId = [55, 217, 98, 86, 163, 74, 180, 173];
const configId = [218, 244, 33, 104, 203, 203, 43, 111];

export type CpmmToken = { readonly mint: Address; readonly program: Address };

/** Everything that belongs to one pool; tokens in the order of their bytes, as the program demands. */
export type CpmmPool = {
  readonly pool: Address;
  readonly config: Address;
  readonly authority: Address;
  readonly tokens: readonly [CpmmToken, CpmmToken];
  readonly vaults: readonly [Address, Address];
  readonly lpMint: Address;
  readonly observation: Address;
};

/** Rates in millionths. Data of the account that holds them, which belongs to the program. */
export function cpmmConfig(rates: { trade: bigint; protocol: bigint; fund: bigint }): Uint8Array {
  const data = new Uint8Array(236);
  data.set(configId);
  data.set(u64(rates.trade), 12);
  data.set(u64(rates.protocol), 20);
  data.set(u64(rates.fund), 28);
  return data;
}

export function cpmmPool(config: Address, one: CpmmToken, other: CpmmToken): CpmmPool {
  const isOrdered = Buffer.compare(toBytes(one.mint), toBytes(other.mint)) < 0;
  const tokens = isOrdered ? ([one, other] as const) : ([other, one] as const);
  const mints = [toBytes(tokens[0].mint), toBytes(tokens[1].mint)] as const;
  const pool = derived(CPMM, 'pool', toBytes(config), ...mints);
  const key = toBytes(pool);
  const authority = derived(CPMM, 'vault_and_lp_mint_auth_seed');
  const lpMint = derived(CPMM, 'pool_lp_mint', key);
  const observation = derived(CPMM, 'observation', key);
  const vaults = [
    derived(CPMM, 'pool_vault', key, mints[0]),
    derived(CPMM, 'pool_vault', key, mints[1]),
  ] as const;
  return { pool, config, authority, tokens, vaults, lpMint, observation };
}

/** Token accounts of whoever acts, in the order of the pool's tokens. */
export type CpmmAccounts = {
  readonly owner: Address;
  readonly tokens: readonly [Address, Address];
  readonly lp: Address;
};

export function initializePool(
  pool: CpmmPool,
  { owner, tokens, lp }: CpmmAccounts,
  amounts: readonly [bigint, bigint],
  feeAccount: Address,
): Instruction {
  return instruction(
    CPMM,
    [
      paying(owner),
      readonly(pool.config),
      readonly(pool.authority),
      writable(pool.pool),
      readonly(pool.tokens[0].mint),
      readonly(pool.tokens[1].mint),
      writable(pool.lpMint),
      writable(tokens[0]),
      writable(tokens[1]),
      writable(lp),
      writable(pool.vaults[0]),
      writable(pool.vaults[1]),
      writable(feeAccount),
      writable(pool.observation),
      readonly(TOKEN_PROGRAM_ADDRESS),
      readonly(pool.tokens[0].program),
      readonly(pool.tokens[1].program),
      readonly(ASSOCIATED_TOKEN_PROGRAM_ADDRESS),
      readonly(SYSTEM),
      readonly(RENT),
    ],
    initializeId,
    u64(amounts[0]),
    u64(amounts[1]),
    u64(0n),
  );
}

export function changeLiquidity(
  kind: 'deposit' | 'withdraw',
  pool: CpmmPool,
  { owner, tokens, lp }: CpmmAccounts,
  shares: bigint,
  limits: readonly [bigint, bigint],
): Instruction {
  const accounts = [
    paying(owner),
    readonly(pool.authority),
    writable(pool.pool),
    writable(lp),
    writable(tokens[0]),
    writable(tokens[1]),
    writable(pool.vaults[0]),
    writable(pool.vaults[1]),
    readonly(TOKEN_PROGRAM_ADDRESS),
    readonly(TOKEN_2022),
    readonly(pool.tokens[0].mint),
    readonly(pool.tokens[1].mint),
    writable(pool.lpMint),
    ...(kind === 'withdraw' ? [readonly(MEMO)] : []),
  ];
  const id = kind === 'deposit' ? depositId : withdrawId;
  return instruction(CPMM, accounts, id, u64(shares), u64(limits[0]), u64(limits[1]));
}

export type CpmmSwap = {
  readonly user: Address;
  /** Which of the pool's tokens is paid. */
  readonly pays: 0 | 1;
  readonly from: Address;
  readonly to: Address;
  /** `input`: exactly `amount` is paid, at least `limit` comes; `output`: exactly `amount` comes, at most `limit` is paid. */
  readonly exact: 'input' | 'output';
  readonly amount: bigint;
  readonly limit: bigint;
};

export function cpmmSwap(
  pool: CpmmPool,
  { user, pays, from, to, exact, amount, limit }: CpmmSwap,
): Instruction {
  const takes = pays === 0 ? 1 : 0;
  return instruction(
    CPMM,
    [
      paying(user),
      readonly(pool.authority),
      readonly(pool.config),
      writable(pool.pool),
      writable(from),
      writable(to),
      writable(pool.vaults[pays]),
      writable(pool.vaults[takes]),
      readonly(pool.tokens[pays].program),
      readonly(pool.tokens[takes].program),
      readonly(pool.tokens[pays].mint),
      readonly(pool.tokens[takes].mint),
      writable(pool.observation),
    ],
    exact === 'input' ? swapBaseInputId : swapBaseOutputId,
    u64(exact === 'input' ? amount : limit),
    u64(exact === 'input' ? limit : amount),
  );
}
