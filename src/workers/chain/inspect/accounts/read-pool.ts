// Accounts of pools whose shares are tokens: Raydium CPMM and PumpSwap.
import { type ByteReader, createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { CPMM, PUMP_SWAP } from '../known-addresses.ts';
import type { Account } from '../node-calls.ts';

export type PoolState = {
  readonly program: Address;
  readonly mints: readonly [Address, Address];
  readonly vaults: readonly [Address, Address];
  /** In the vaults, and not the pool's. */
  readonly owed: readonly [bigint, bigint];
  readonly lpMint: Address;
  /** Shares that were given out and not taken back; burned ones count. */
  readonly lpSupply: bigint;
  readonly creator: Address;
  /** What a swap needs; undefined where none is simulated. */
  readonly cpmm: { config: Address; observation: Address; programs: readonly [Address, Address] } | undefined;
  readonly pumpSwap: { coinCreator: Address; isMayhem: boolean; isCashback: boolean } | undefined;
};

const cpmmId = 'f7ede3f5d7c3de46';
const pumpSwapId = 'f19a6d0411b16dbc';
/** Before coins had creators there was less of the account. */
const COIN_CREATOR_BYTES = 34;

/** Undefined where it is no pool that is understood. */
export function readPool(account: Account | undefined): PoolState | undefined {
  if (account === undefined) return undefined;
  const reader = createByteReader(account.data, 8);
  const id = Buffer.from(account.data.subarray(0, 8)).toString('hex');
  const read = account.owner === CPMM && id === cpmmId ? readCpmm : readPumpSwap;
  if (read === readPumpSwap && (account.owner !== PUMP_SWAP || id !== pumpSwapId)) return undefined;
  const state = read(reader);
  return reader.isWhole ? state : undefined;
}

function readCpmm(reader: ByteReader): PoolState {
  const pair = <T>(read: () => T): [T, T] => [read(), read()];
  const address = () => reader.address();
  const atoms = () => reader.u64();
  const [config, creator] = pair(address);
  const vaults = pair(address);
  const lpMint = reader.address();
  const mints = pair(address);
  const programs = pair(address);
  const observation = reader.address();
  reader.skip(5);
  const lpSupply = reader.u64();
  const [protocol, fund] = [pair(atoms), pair(atoms)];
  // when it opened, its last epoch, how the creator's share is taken
  reader.skip(8 + 8 + 8);
  const ofCreator = pair(atoms);
  const owed = [protocol[0] + fund[0] + ofCreator[0], protocol[1] + fund[1] + ofCreator[1]] as const;
  const cpmm = { config, observation, programs };
  return { program: CPMM, mints, vaults, owed, lpMint, lpSupply, creator, cpmm, pumpSwap: undefined };
}

function readPumpSwap(reader: ByteReader): PoolState {
  reader.skip(3);
  const creator = reader.address();
  const mints = [reader.address(), reader.address()] as const;
  const lpMint = reader.address();
  const vaults = [reader.address(), reader.address()] as const;
  const lpSupply = reader.u64();
  const isToday = reader.left >= COIN_CREATOR_BYTES;
  const coinCreator = isToday ? reader.address() : SYSTEM;
  const [isMayhem, isCashback] = isToday ? [reader.bool(), reader.bool()] : [false, false];
  const pumpSwap = { coinCreator, isMayhem, isCashback };
  const owed = [0n, 0n] as const;
  return { program: PUMP_SWAP, mints, vaults, owed, lpMint, lpSupply, creator, cpmm: undefined, pumpSwap };
}
