import type { Read } from './by-name.ts';

/** For an instruction that comes with its accounts in several orders: the first that makes sense of it. */
export function firstUnderstood(first: Read, ...others: readonly Read[]): Read {
  return (instruction, transaction) => {
    let reading = first(instruction, transaction);
    for (const read of others) {
      if (!('notUnderstood' in reading)) return reading;
      reading = read(instruction, transaction);
    }
    return reading;
  };
}
