// Moonshot (now Moonit): curves that keep their SOL as lamports of their own account.
import { createByteReader } from '../domain/solana/byte-reader.ts';
import { WRAPPED_SOL } from '../domain/solana/programs.ts';
import { toSolMove } from '../domain/solana/token-moves.ts';
import {
  type Address,
  type ChainTransaction,
  callsOf,
  type Instruction,
} from '../domain/solana/transaction.ts';
import { definePlatform, type Reading } from './platform.ts';
import { eventsOf } from './reading/anchor.ts';
import { eventTag, readByName } from './reading/by-name.ts';
import { amountsInto, amountsOutOf } from './reading/by-place.ts';
import { movesOf } from './reading/swap-by-vaults.ts';

const TRADE_EVENT = eventTag('TradeEvent');

export const moonshot = definePlatform({
  name: 'moonshot',
  title: 'Moonshot',
  summary: 'Bonding curves of Moonshot, later called Moonit, that move to a pool when they are full.',
  kind: 'curve',
  programs: ['MoonCVVNZFSYkqNXP6bxHLPL6QQJiMagDL3qcqUQTrG'],
  read: readByName(
    { buy: readBuy, sell: readSell, token_mint: readLaunch, migrate_funds: readMigration },
    'config_init config_update',
  ),
});

const MISSING = { notUnderstood: 'accounts are missing' };

function readBuy(instruction: Instruction, transaction: ChainTransaction): Reading {
  const [user, , pool, vault] = instruction.accounts;
  if (user === undefined || pool === undefined || vault === undefined) return MISSING;
  const paid = callsOf(transaction, instruction)
    .map(toSolMove)
    .filter((move) => move?.to === pool)
    .reduce((sum, move) => sum + (move?.lamports ?? 0n), 0n);
  const [output] = amountsOutOf(movesOf(instruction, transaction), [vault]);
  if (output === undefined || paid === 0n) return { notUnderstood: 'no SOL went in and no token came out' };
  const { index, program } = instruction;
  const input = { mint: WRAPPED_SOL, amount: paid };
  return [{ type: 'swap', instruction: index, program, pool, user, input, output }];
}

function readSell(instruction: Instruction, transaction: ChainTransaction): Reading {
  const [user, , pool, vault] = instruction.accounts;
  if (user === undefined || pool === undefined || vault === undefined) return MISSING;
  const [input] = amountsInto(movesOf(instruction, transaction), [vault]);
  const amount = lamportsLeaving(pool, instruction, transaction) ?? toldLamports(instruction, transaction);
  if (input === undefined || amount === undefined)
    return { notUnderstood: 'no token went in and no SOL came out' };
  const { index, program } = instruction;
  const output = { mint: WRAPPED_SOL, amount };
  return [{ type: 'swap', instruction: index, program, pool, user, input, output }];
}

/** By the balance of the curve, which gives without a transfer; undefined where something else touched it too. */
function lamportsLeaving(
  curve: Address,
  { index }: Instruction,
  { accounts, instructions, preLamports, postLamports }: ChainTransaction,
): bigint | undefined {
  if (instructions.some((other) => other.index !== index && other.accounts.includes(curve))) return undefined;
  const at = accounts.findIndex(({ address }) => address === curve);
  const [before, after] = [preLamports[at], postLamports[at]];
  return before === undefined || after === undefined || before <= after ? undefined : before - after;
}

function toldLamports(instruction: Instruction, transaction: ChainTransaction): bigint | undefined {
  const [event] = eventsOf(instruction, transaction, TRADE_EVENT);
  if (event === undefined) return undefined;
  const reader = createByteReader(event);
  reader.u64(); // tokens
  const lamports = reader.u64();
  return reader.isWhole ? lamports : undefined;
}

function readLaunch({ accounts, data, index, program }: Instruction): Reading {
  const [creator, , pool, mint] = accounts;
  const reader = createByteReader(data, 8);
  const [name, symbol, uri] = [reader.text(), reader.text(), reader.text()];
  if (creator === undefined || pool === undefined || mint === undefined) return MISSING;
  if (!reader.isWhole) return { notUnderstood: 'a launch that does not say its token' };
  const quoteMint = WRAPPED_SOL;
  return [
    { type: 'tokenLaunched', instruction: index, program, pool, mint, creator, name, symbol, uri, quoteMint },
  ];
}

function readMigration({ accounts, index, program }: Instruction): Reading {
  const [, , pool, , , mint] = accounts;
  if (pool === undefined || mint === undefined) return MISSING;
  return [{ type: 'migrated', instruction: index, program, pool, mint, to: null }];
}
