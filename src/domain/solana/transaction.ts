// A transaction of Solana in one shape, whatever encoding a node told it in.

/** Base58. */
export type Address = string;

export type ChainTransaction = {
  /** Base58; the first of its signatures, by which it is known. */
  readonly signature: string;
  readonly slot: number;
  /** Null where the node does not know it. */
  readonly blockTimeMs: number | null;
  readonly version: 'legacy' | number;
  /** Null where it succeeded; else the node's JSON, such as `{"InstructionError":[3,{"Custom":6001}]}`. */
  readonly error: string | null;
  readonly feeLamports: bigint;
  /** Static keys, then the writable and the read-only ones of lookup tables. Balances are in this order. */
  readonly accounts: readonly AccountKey[];
  readonly preLamports: readonly bigint[];
  readonly postLamports: readonly bigint[];
  readonly preTokens: readonly TokenBalance[];
  readonly postTokens: readonly TokenBalance[];
  /** In the order of execution: each outer instruction, followed by its inner ones. */
  readonly instructions: readonly Instruction[];
  /** Empty where the node kept none; may end early ("Log truncated"). */
  readonly logs: readonly string[];
};

export type AccountKey = {
  readonly address: Address;
  readonly isSigner: boolean;
  readonly isWritable: boolean;
};

export type TokenBalance = {
  /** Into `accounts`: the token account. */
  readonly account: number;
  readonly mint: Address;
  /** Null in old transactions, whose nodes did not say it. */
  readonly owner: Address | null;
  /** In base units. */
  readonly amount: bigint;
  readonly decimals: number;
};

export type Instruction = {
  /** Into `instructions` of the transaction. */
  readonly index: number;
  /** The outer instruction's number, and the place among its inner ones; null for an outer one. */
  readonly outer: number;
  readonly inner: number | null;
  /** 1 for an outer instruction, one more for each call deeper. Where a node tells no heights, 2 for all inner ones. */
  readonly depth: number;
  readonly program: Address;
  readonly accounts: readonly Address[];
  /** Empty where the node parsed the instruction and left the bytes out. */
  readonly data: Uint8Array;
  /** What a node made of an instruction of a program that it knows (`jsonParsed`); null where it told the bytes. */
  readonly parsed: ParsedInstruction | null;
};

export type ParsedInstruction = {
  readonly type: string;
  readonly info: Readonly<Record<string, unknown>>;
};

/** The instructions that this one called, and those called by them, in order. */
export function callsOf(
  { instructions }: ChainTransaction,
  { index, depth }: Instruction,
): readonly Instruction[] {
  let end = index + 1;
  while ((instructions[end]?.depth ?? 0) > depth) end += 1;
  return instructions.slice(index + 1, end);
}
