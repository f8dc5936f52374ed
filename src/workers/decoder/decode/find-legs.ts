// Every exchange in a transaction: told by a platform, seen by structure, or known only from a router's word.
import type { RoutedSwapEvent } from '../../../domain/solana/chain-event.ts';
import { type ChainTransaction, callsOf } from '../../../domain/solana/transaction.ts';
import type { Leg } from './leg.ts';
import { readByStructure } from './read-by-structure.ts';
import type { Read } from './read-instructions.ts';
import type { Flow } from './to-flows.ts';

/** In the order of execution. */
export function findLegs(
  transaction: ChainTransaction,
  reads: readonly Read[],
  flows: readonly Flow[],
): readonly Leg[] {
  const legs = reads.flatMap(toToldLegs);
  addStructural(transaction, reads, flows, legs);
  for (const read of reads) addRouted(transaction, read, legs);
  return legs.sort((a, b) => a.order - b.order);
}

function toToldLegs({ instruction, events }: Read): Leg[] {
  return events.flatMap((event, place) => {
    if (event.type !== 'swap' || event.input.mint === event.output.mint) return [];
    const { program, pool, user, input, output } = event;
    // Two hops of one instruction keep their order.
    return [
      {
        order: instruction.index + place / 1000,
        outer: instruction.outer,
        program,
        pool,
        user,
        input,
        output,
      },
    ];
  });
}

/** The deepest first, so that an exchange is told by the program that made it, and not by those that led there. */
function addStructural(
  transaction: ChainTransaction,
  reads: readonly Read[],
  flows: readonly Flow[],
  legs: Leg[],
): void {
  for (const read of reads.toReversed()) {
    const { instruction } = read;
    if (!isSilent(read)) continue;
    const end = instruction.index + callsOf(transaction, instruction).length;
    if (end === instruction.index) continue;
    if (legs.some(({ order }) => order >= instruction.index && order < end + 1)) continue;
    const leg = readByStructure(transaction, instruction, flows);
    if (leg !== undefined) legs.push(leg);
  }
}

/** Whether nobody says what the instruction did: its program is not known, it was not understood, or it only sends on. */
export function isSilent({ platform, reason, events }: Read): boolean {
  if (platform === undefined || reason !== undefined) return platform?.kind !== 'token';
  return platform.kind === 'router' && events.length === 0;
}

/** What a router says of hops that are not told otherwise. */
function addRouted(transaction: ChainTransaction, { instruction, events }: Read, legs: Leg[]): void {
  const routed = events.filter((event) => event.type === 'routedSwap');
  if (routed.length === 0) return;
  const end = instruction.index + callsOf(transaction, instruction).length;
  const open = legs.filter(({ order }) => order >= instruction.index && order < end + 1);
  let last = instruction.index;
  routed.forEach((event, place) => {
    const told = open.findIndex((leg) => isSame(leg, event));
    if (told >= 0) {
      last = open[told]?.order as number;
      open.splice(told, 1);
      return;
    }
    const { program, through, input, output } = event;
    if (input.mint === output.mint) return;
    const order = last + (place + 1) / 1000;
    legs.push({
      order,
      outer: instruction.outer,
      program: through ?? program,
      pool: null,
      user: null,
      input,
      output,
    });
  });
}

/** A token's own fee may have been taken between what the router and what the pool saw. */
function isSame(leg: Leg, event: RoutedSwapEvent): boolean {
  if (leg.input.mint !== event.input.mint || leg.output.mint !== event.output.mint) return false;
  return (
    leg.input.amount === event.input.amount ||
    leg.output.amount === event.output.amount ||
    leg.program === event.through
  );
}
