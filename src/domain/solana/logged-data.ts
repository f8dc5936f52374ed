// What programs wrote into the log of a transaction as data, by the instruction that wrote it.
import type { ChainTransaction, Instruction } from './transaction.ts';

const found = new WeakMap<ChainTransaction, ReadonlyMap<number, readonly Uint8Array[]>>();

/** Data lines of this instruction itself, not of those it called; empty where the log ended before. */
export function loggedDataOf(transaction: ChainTransaction, { index }: Instruction): readonly Uint8Array[] {
  let known = found.get(transaction);
  if (known === undefined) {
    known = readLog(transaction);
    found.set(transaction, known);
  }
  return known.get(index) ?? [];
}

const PREFIX = 'Program data: ';

function readLog({ logs, instructions }: ChainTransaction): ReadonlyMap<number, readonly Uint8Array[]> {
  const data = new Map<number, Uint8Array[]>();
  /** Indexes of the instructions under way, the innermost last; -1 for one that the node does not list. */
  const running: number[] = [];
  let next = 0;
  for (const line of logs) {
    if (line.startsWith(PREFIX)) {
      const at = running.at(-1) ?? -1;
      if (at >= 0) data.set(at, [...(data.get(at) ?? []), Buffer.from(line.slice(PREFIX.length), 'base64')]);
      continue;
    }
    if (!line.startsWith('Program ') || line.startsWith('log:', 8)) continue;
    const end = line.indexOf(' ', 8);
    if (line.startsWith('invoke', end + 1)) {
      const program = line.slice(8, end);
      // Some programs of the node itself write no line; they are passed over.
      let at = next;
      while (at < instructions.length && instructions[at]?.program !== program) at += 1;
      running.push(at < instructions.length ? at : -1);
      if (at < instructions.length) next = at + 1;
    } else if (line.startsWith('success', end + 1) || line.startsWith('failed:', end + 1)) running.pop();
  }
  return data;
}
