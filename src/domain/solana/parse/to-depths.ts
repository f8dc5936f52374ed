// How deep each instruction was called: told by newer nodes, else by the log, else by what programs are known to call nothing.
import { SYSTEM, TOKEN, TOKEN_2022 } from '../programs.ts';
import type { Address } from '../transaction.ts';

type Called = {
  readonly program: Address;
  readonly inner: number | null;
  readonly height: number | undefined;
};

const INVOKED = /^Program (\w+) invoke \[(\d+)\]$/;

/** 1 for an outer instruction. */
export function toDepths(instructions: readonly Called[], logs: readonly string[]): number[] {
  const isTold = instructions.every(
    ({ inner, height }) => inner === null || (height !== undefined && height > 1),
  );
  if (isTold) return instructions.map(({ inner, height }) => (inner === null ? 1 : (height as number)));
  const logged = fromLogs(instructions, logs);
  let caller = 2;
  return instructions.map(({ program, inner, height }, index) => {
    if (inner === null) {
      caller = 2;
      return 1;
    }
    if (height !== undefined && height > 1) return height;
    const told = logged[index];
    if (told !== undefined) return told;
    // Token and system program call nobody; whatever else was called has called those after it.
    if (leaves.has(program)) return caller;
    caller = 3;
    return 2;
  });
}

const leaves: ReadonlySet<Address> = new Set([SYSTEM, TOKEN, TOKEN_2022]);

/** Undefined for those that the log does not reach. */
function fromLogs(instructions: readonly Called[], logs: readonly string[]): (number | undefined)[] {
  const depths: (number | undefined)[] = new Array(instructions.length).fill(undefined);
  let next = 0;
  for (const line of logs) {
    const [, program, depth] = INVOKED.exec(line) ?? [];
    if (program === undefined) continue;
    // Some programs of the node itself write no line; they are passed over.
    let at = next;
    while (at < instructions.length && instructions[at]?.program !== program) at += 1;
    if (at === instructions.length) continue;
    const isOuter = instructions[at]?.inner === null;
    if (isOuter === (Number(depth) === 1)) depths[at] = Number(depth);
    next = at + 1;
  }
  return depths;
}
