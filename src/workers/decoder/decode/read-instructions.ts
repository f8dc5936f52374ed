// Every instruction of a transaction as its platform reads it.
import type { ChainEvent } from '../../../domain/solana/chain-event.ts';
import type { NotUnderstood } from '../../../domain/solana/decoded.ts';
import type { Address, ChainTransaction, Instruction } from '../../../domain/solana/transaction.ts';
import { platforms } from '../../../platforms/index.ts';
import type { Platform } from '../../../platforms/platform.ts';

export type Read = {
  readonly instruction: Instruction;
  /** Undefined for a program that nobody here knows. */
  readonly platform: Platform | undefined;
  readonly events: readonly ChainEvent[];
  /** Why it was not understood. */
  readonly reason: string | undefined;
};

const NO_EVENTS: readonly ChainEvent[] = [];

/** One for each instruction, in their order. */
export function readInstructions(transaction: ChainTransaction, known: Platforms = byProgram): Read[] {
  return transaction.instructions.map((instruction) => {
    const platform = known.get(instruction.program);
    if (platform === undefined) return { instruction, platform, events: NO_EVENTS, reason: undefined };
    try {
      const reading = platform.read(instruction, transaction);
      return 'notUnderstood' in reading
        ? { instruction, platform, events: NO_EVENTS, reason: reading.notUnderstood }
        : { instruction, platform, events: reading, reason: undefined };
    } catch (error) {
      // One platform's mistake must not cost the others their reading.
      const reason = `the reader of ${platform.name} failed: ${error instanceof Error ? error.message : 'for no reason'}`;
      return { instruction, platform, events: NO_EVENTS, reason };
    }
  });
}

export type Platforms = ReadonlyMap<Address, Platform>;

export function toProgramMap(list: readonly Platform[]): Platforms {
  return new Map(
    list.flatMap((platform) => platform.programs.map((program) => [program, platform] as const)),
  );
}

const byProgram = toProgramMap(platforms);

export function toNotUnderstood({ instruction, reason }: Read): NotUnderstood[] {
  if (reason === undefined) return [];
  const { program, outer, inner } = instruction;
  return [{ program, instruction: inner === null ? `${outer}` : `${outer}.${inner}`, reason }];
}
