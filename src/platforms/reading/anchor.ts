// What Anchor, the framework of most programs on Solana, puts in front of instructions and events.
import { loggedDataOf } from '../../domain/solana/logged-data.ts';
import { type ChainTransaction, callsOf, type Instruction } from '../../domain/solana/transaction.ts';

/** An instruction by which a program calls itself to have an event kept with the transaction. */
const EVENT_CALL = 'e445a52e51cb9a1d';

/** The first eight bytes in hex: of SHA-256 of `global:name` for an instruction, of `event:Name` for an event. */
export function discriminatorOf(data: Uint8Array, from = 0): string {
  return Buffer.from(
    data.buffer,
    data.byteOffset + from,
    Math.min(8, Math.max(0, data.length - from)),
  ).toString('hex');
}

/** Payloads of the events with this discriminator that the instruction told, by calling itself or in the log. */
export function eventsOf(
  instruction: Instruction,
  transaction: ChainTransaction,
  discriminator: string,
): readonly Uint8Array[] {
  const called = callsOf(transaction, instruction)
    .filter(({ program, data }) => program === instruction.program && discriminatorOf(data) === EVENT_CALL)
    .map(({ data }) => data.subarray(8));
  return [...called, ...loggedDataOf(transaction, instruction)]
    .filter((data) => discriminatorOf(data) === discriminator)
    .map((data) => data.subarray(8));
}

/** Whether the instruction only keeps an event of its own program. */
export function isEventCall({ data }: Instruction): boolean {
  return discriminatorOf(data) === EVENT_CALL;
}
