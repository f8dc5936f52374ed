// Instructions in the JSON of a node (`jsonParsed`), of the programs that a node knows.
import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import {
  ASSOCIATED_TOKEN,
  LOOKUP_TABLE,
  MEMO,
  SYSTEM,
  TOKEN,
  TOKEN_2022,
} from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { type InstructionKinds, type ParsedInstruction, parseKind } from './instruction-parser.ts';
import { lookupTableInstructions } from './lookup-table-instructions.ts';
import { systemInstructions } from './system-instructions.ts';
import {
  extensionInstructions,
  metadataInstructions,
  nestedInstructions,
} from './token-extension-instructions.ts';
import { tokenInstructions } from './token-instructions.ts';

export type Known = { readonly program: string; readonly parsed: ParsedInstruction | string };

const OLD_MEMO = 'Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo';
const METADATA_TAG_BYTES = 8;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const associated: InstructionKinds = Object.fromEntries(
  ['create', 'createIdempotent'].map((type, tag) => [
    tag,
    [
      type,
      ({ account }) => ({
        ...{ source: account(0), account: account(1), wallet: account(2), mint: account(3) },
        ...{ systemProgram: account(4), tokenProgram: account(5) },
      }),
    ],
  ]),
);

/** Undefined for what a node leaves as bytes. */
export function parseInstruction(
  program: Address,
  accounts: readonly Address[],
  data: Uint8Array,
): Known | undefined {
  const reader = createByteReader(data);
  const known = (name: string, kinds: InstructionKinds, tag: number): Known | undefined => {
    const parsed = parseKind(kinds, tag, reader, accounts);
    return parsed && { program: name, parsed };
  };
  switch (program) {
    case SYSTEM:
      return known('system', systemInstructions, reader.u32());
    case TOKEN:
      return known('spl-token', tokenInstructions, reader.u8());
    case TOKEN_2022: {
      const metadata =
        metadataInstructions[Buffer.from(data.subarray(0, METADATA_TAG_BYTES)).toString('hex')];
      if (metadata) {
        reader.skip(METADATA_TAG_BYTES);
        return known('spl-token', { 0: metadata }, 0);
      }
      const tag = reader.u8();
      const nested = nestedInstructions[tag];
      if (nested) return known('spl-token', nested, reader.u8());
      return known(
        'spl-token',
        tag in extensionInstructions ? extensionInstructions : tokenInstructions,
        tag,
      );
    }
    case ASSOCIATED_TOKEN:
      return known('spl-associated-token-account', associated, data.length === 0 ? 0 : reader.u8());
    case LOOKUP_TABLE:
      return known('address-lookup-table', lookupTableInstructions, reader.u32());
    case MEMO:
    case OLD_MEMO:
      return parseMemo(data);
    default:
      return undefined;
  }
}

function parseMemo(data: Uint8Array): Known | undefined {
  try {
    return { program: 'spl-memo', parsed: utf8.decode(data) };
  } catch {
    // a memo must be text, or its transaction failed
    return undefined;
  }
}

/** What getSignaturesForAddress tells of memos; null where there is none. */
export function memoOf(logs: readonly string[]): string | null {
  const memos = logs.flatMap((line) => {
    const found = /^Program log: Memo \(len (\d+)\): "(.*)"$/s.exec(line);
    return found ? `[${found[1]}] ${found[2]}` : [];
  });
  return memos.length === 0 ? null : memos.join('; ');
}
