// The interface of Pump.fun as its IDL says it: addresses, the global account, and the instructions that the sandbox's actors send.
import { type Address, address, type Instruction } from '@solana/kit';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import {
  derived,
  instruction,
  paying,
  readonly,
  text,
  toBytes,
  tokenAccountOf,
  u64,
  writable,
} from './instruction.ts';
import { METADATA_PROGRAM, metadataOf } from './metadata.ts';

export const CURVE = address('6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P');
const FEE_PROGRAM = address('pfeeUxB6jkeY1Hxd7CsFCAjcbHA9rWtchMGdZ6VojVZ');
const SYSTEM = address('11111111111111111111111111111111');
const RENT = address('SysvarRent111111111111111111111111111111111');

const createId = [24, 30, 200, 40, 5, 28, 7, 119];
const buyId = [102, 6, 61, 18, 1, 218, 235, 234];
const buyExactSolInId = [56, 252, 116, 8, 158, 223, 205, 95];
const sellId = [51, 230, 133, 164, 1, 127, 131, 173];
const globalId = [167, 232, 232, 177, 200, 108, 114, 127];

export type CurveRules = {
  readonly feeRecipient: Address;
  readonly feeBps: bigint;
  readonly creatorFeeBps: bigint;
  readonly virtualTokens: bigint;
  readonly virtualLamports: bigint;
  /** Of the supply, what can be bought from the curve. */
  readonly realTokens: bigint;
  readonly supply: bigint;
};

/** Those of the real program. */
export const realRules = {
  feeBps: 95n,
  creatorFeeBps: 30n,
  virtualTokens: 1_073_000_000_000_000n,
  virtualLamports: 30_000_000_000n,
  realTokens: 793_100_000_000_000n,
  supply: 1_000_000_000_000_000n,
} as const;

/** Data of the account that holds the rules, which belongs to the program. */
export function curveGlobal(rules: CurveRules): Uint8Array {
  const data = new Uint8Array(1024);
  data.set(globalId);
  data[8] = 1;
  data.set(toBytes(rules.feeRecipient), 41);
  data.set(u64(rules.virtualTokens), 73);
  data.set(u64(rules.virtualLamports), 81);
  data.set(u64(rules.realTokens), 89);
  data.set(u64(rules.supply), 97);
  data.set(u64(rules.feeBps), 105);
  data.set(u64(rules.creatorFeeBps), 154);
  return data;
}

export const curveGlobalAddress = () => derived(CURVE, 'global');

/** Everything that belongs to one launched token. */
export type Curve = {
  readonly mint: Address;
  readonly creator: Address;
  readonly curve: Address;
  readonly tokens: Address;
  readonly creatorVault: Address;
  readonly rules: Address;
  readonly eventAuthority: Address;
  readonly feeRecipient: Address;
};

export function curveOf(mint: Address, creator: Address, feeRecipient: Address): Curve {
  const curve = derived(CURVE, 'bonding-curve', toBytes(mint));
  const creatorVault = derived(CURVE, 'creator-vault', toBytes(creator));
  const rules = curveGlobalAddress();
  const eventAuthority = derived(CURVE, '__event_authority');
  const tokens = tokenAccountOf(curve, mint, TOKEN_PROGRAM_ADDRESS);
  return { mint, creator, curve, tokens, creatorVault, rules, eventAuthority, feeRecipient };
}

export type TokenName = { readonly name: string; readonly symbol: string; readonly uri: string };

/** `user` pays; the mint signs too. */
export function launchToken(curve: Curve, user: Address, named: TokenName): Instruction {
  const authority = derived(CURVE, 'mint-authority');
  const metadata = metadataOf(curve.mint);
  return instruction(
    CURVE,
    [
      paying(curve.mint),
      readonly(authority),
      writable(curve.curve),
      writable(curve.tokens),
      readonly(curve.rules),
      readonly(METADATA_PROGRAM),
      writable(metadata),
      paying(user),
      readonly(SYSTEM),
      readonly(TOKEN_PROGRAM_ADDRESS),
      readonly(ASSOCIATED_TOKEN_PROGRAM_ADDRESS),
      readonly(RENT),
      readonly(curve.eventAuthority),
      readonly(CURVE),
    ],
    createId,
    text(named.name),
    text(named.symbol),
    text(named.uri),
    toBytes(curve.creator),
  );
}

export type CurveTrade = {
  readonly user: Address;
  /** The user's account of the token. */
  readonly account: Address;
  /** `buy`: so many tokens for at most `limit` lamports; `spend`: so many lamports for at least `limit` tokens; `sell`: so many tokens for at least `limit` lamports. */
  readonly kind: 'buy' | 'spend' | 'sell';
  readonly amount: bigint;
  readonly limit: bigint;
};

export function tradeOnCurve(curve: Curve, { user, account, kind, amount, limit }: CurveTrade): Instruction {
  const common = [
    readonly(curve.rules),
    writable(curve.feeRecipient),
    readonly(curve.mint),
    writable(curve.curve),
    writable(curve.tokens),
    writable(account),
    paying(user),
    readonly(SYSTEM),
  ];
  const config = derived(FEE_PROGRAM, 'fee_config', toBytes(CURVE));
  const ends = [readonly(config), readonly(FEE_PROGRAM)];
  const own = [readonly(curve.eventAuthority), readonly(CURVE)];
  if (kind === 'sell') {
    const accounts = [
      ...common,
      writable(curve.creatorVault),
      readonly(TOKEN_PROGRAM_ADDRESS),
      ...own,
      ...ends,
    ];
    return instruction(CURVE, accounts, sellId, u64(amount), u64(limit));
  }
  const volume = derived(CURVE, 'global_volume_accumulator');
  const userVolume = derived(CURVE, 'user_volume_accumulator', toBytes(user));
  const accounts = [
    ...common,
    readonly(TOKEN_PROGRAM_ADDRESS),
    writable(curve.creatorVault),
    ...own,
    readonly(volume),
    writable(userVolume),
    ...ends,
  ];
  return instruction(CURVE, accounts, kind === 'buy' ? buyId : buyExactSolInId, u64(amount), u64(limit), [0]);
}
