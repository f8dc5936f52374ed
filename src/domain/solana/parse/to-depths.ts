// How deep each instruction was called: told by newer nodes, else by the log, else by who had the accounts to call it.
import { SYSTEM, TOKEN, TOKEN_2022 } from '../programs.ts';
import type { Address, Instruction } from '../transaction.ts';

type Called = Pick<Instruction, 'program' | 'accounts' | 'parsed' | 'inner'> & {
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
  const likely = fromAccounts(instructions);
  return instructions.map(({ inner, height }, index) => {
    if (inner === null) return 1;
    if (height !== undefined && height > 1) return height;
    return logged[index] ?? (likely[index] as number);
  });
}

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

/** They call nobody. */
const leaves: ReadonlySet<Address> = new Set([SYSTEM, TOKEN, TOKEN_2022]);

/** Whoever calls a program was itself handed that program and all the accounts that it hands on. */
function fromAccounts(instructions: readonly Called[]): number[] {
  /** What was handed to each caller under way below the outer one. */
  const callers: ReadonlySet<Address>[] = [];
  return instructions.map((instruction) => {
    if (instruction.inner === null) {
      callers.length = 0;
      return 1;
    }
    const handed = addressesOf(instruction);
    const isHeld = (held: ReadonlySet<Address> | undefined) =>
      held === undefined || (held.has(instruction.program) && handed.every((address) => held.has(address)));
    while (!isHeld(callers.at(-1))) callers.pop();
    const depth = callers.length + 2;
    if (!leaves.has(instruction.program)) callers.push(new Set(handed));
    return depth;
  });
}

/** A node that parsed an instruction left its accounts among other words. */
function addressesOf({ accounts, parsed }: Called): readonly Address[] {
  if (parsed === null) return accounts;
  return Object.values(parsed.info).filter(
    (value) => typeof value === 'string' && value.length >= 32 && value.length <= 44,
  ) as Address[];
}
