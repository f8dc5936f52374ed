// Chooses how to read an instruction of a program that numbers its instructions instead of naming them.
import type { Read } from './by-name.ts';

/** `others` are known and of no interest. `numberOf` tells the number; undefined where the data is none of an instruction. */
export function readByNumber(
  reads: Readonly<Record<number, Read>>,
  others: readonly number[] = [],
  numberOf = (data: Uint8Array): number | undefined => data[0],
): Read {
  const ignored = new Set(others);
  return (instruction, transaction) => {
    const number = numberOf(instruction.data);
    if (number !== undefined && ignored.has(number)) return [];
    const read = number === undefined ? undefined : reads[number];
    const start = Buffer.from(instruction.data.subarray(0, 5)).toString('hex');
    return read?.(instruction, transaction) ?? { notUnderstood: `unknown instruction 0x${start}` };
  };
}
