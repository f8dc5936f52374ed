// What the router Jupiter says of the swaps that it had made, in its two ways of saying it.
import { createByteReader } from '../../domain/solana/byte-reader.ts';
import type { RoutedSwapEvent } from '../../domain/solana/chain-event.ts';
import {
  type Address,
  type ChainTransaction,
  callsOf,
  type Instruction,
} from '../../domain/solana/transaction.ts';
import { eventsOf } from './anchor.ts';
import { movesOf } from './swap-by-vaults.ts';

/** By this event each swap names its program. What ends early is left out. */
export function swapsTold(
  instruction: Instruction,
  transaction: ChainTransaction,
  tag: string,
): readonly RoutedSwapEvent[] {
  const { index, program } = instruction;
  return eventsOf(instruction, transaction, tag).flatMap((payload) => {
    const reader = createByteReader(payload);
    const through = reader.address();
    const input = { mint: reader.address(), amount: reader.u64() };
    const output = { mint: reader.address(), amount: reader.u64() };
    if (!reader.isWhole) return [];
    return [{ type: 'routedSwap', instruction: index, program, through, input, output } as const];
  });
}

/** By this event all swaps of a route are told at once, without their programs: these are found by the tokens that they moved. */
export function swapsListed(
  instruction: Instruction,
  transaction: ChainTransaction,
  tag: string,
): readonly RoutedSwapEvent[] {
  const { index, program } = instruction;
  const payloads = eventsOf(instruction, transaction, tag);
  if (payloads.length === 0) return [];
  const throughOf = findPrograms(instruction, transaction);
  return payloads.flatMap((payload) => {
    const reader = createByteReader(payload);
    const swaps: RoutedSwapEvent[] = [];
    for (let left = reader.u32(); left > 0 && reader.isWhole; left -= 1) {
      const input = { mint: reader.address(), amount: reader.u64() };
      const output = { mint: reader.address(), amount: reader.u64() };
      if (!reader.isWhole) break;
      const through = throughOf(input.mint, output.mint);
      swaps.push({ type: 'routedSwap', instruction: index, program, through, input, output });
    }
    return swaps;
  });
}

/** Each program that the route called and that moved both tokens, in order, once. */
function findPrograms(instruction: Instruction, transaction: ChainTransaction) {
  const calls = callsOf(transaction, instruction)
    .filter(({ depth, program }) => depth === instruction.depth + 1 && program !== instruction.program)
    .map((called) => ({
      program: called.program,
      mints: new Set(movesOf(called, transaction).map(({ mint }) => mint)),
    }));
  return (inputMint: string, outputMint: string): Address | null => {
    const at = calls.findIndex(({ mints }) => mints.has(inputMint) && mints.has(outputMint));
    return at < 0 ? null : (calls.splice(at, 1)[0]?.program ?? null);
  };
}
