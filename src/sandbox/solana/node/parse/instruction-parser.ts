// What a node makes of an instruction that it knows.
import type { ByteReader } from '../../../../domain/solana/byte-reader.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';

export type ParsedInstruction = { readonly type: string; readonly info: Readonly<Record<string, unknown>> };

export type InstructionFacts = {
  /** Behind the tag, where there is one. */
  readonly reader: ByteReader;
  /** An empty text where fewer were given. */
  account(index: number): Address;
  readonly accountCount: number;
};
/** By tag: its name, and what is read from it. */
export type InstructionKinds = Readonly<
  Record<number, readonly [type: string, read: (facts: InstructionFacts) => Record<string, unknown>]>
>;

/** Undefined for what is not known or not whole. */
export function parseKind(
  kinds: InstructionKinds,
  tag: number,
  reader: ByteReader,
  accounts: readonly Address[],
): ParsedInstruction | undefined {
  const kind = kinds[tag];
  if (!kind) return undefined;
  let isWhole = true;
  const account = (index: number): Address => {
    const address = accounts[index];
    if (address === undefined) isWhole = false;
    return address ?? '';
  };
  const [type, read] = kind;
  const info = read({ reader, account, accountCount: accounts.length });
  return isWhole && reader.isWhole ? { type, info } : undefined;
}
