// A mint of either token program, with the extensions behind it.
import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { SYSTEM, TOKEN, TOKEN_2022 } from '../../../../domain/solana/programs.ts';
import type { TokenExtension } from '../../../../domain/solana/safety.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { Account } from '../node-calls.ts';
import { readExtension } from './read-extension.ts';

export type Mint = {
  readonly program: Address;
  readonly supply: bigint;
  readonly decimals: number;
  readonly mintAuthority: Address | 'none';
  readonly freezeAuthority: Address | 'none';
  /** Null where they cannot be read. */
  readonly extensions: TokenExtension[] | null;
  /** What the mint says of its own name. */
  readonly named: { name: string; symbol: string; uri: string; isMutable: boolean } | undefined;
};

const MINT_BYTES = 82;
/** Behind it stand the kind of the account and, in Token-2022, the extensions. */
const BASE_BYTES = 165;
const MINT_KIND = 1;
const METADATA_TYPE = 19;

/** Undefined where the account is no mint. */
export function readMint({ owner, data }: Account): Mint | undefined {
  if (owner !== TOKEN && owner !== TOKEN_2022) return undefined;
  const isExtended = owner === TOKEN_2022 && data.length > MINT_BYTES;
  if (isExtended ? data[BASE_BYTES] !== MINT_KIND : data.length !== MINT_BYTES) return undefined;
  const reader = createByteReader(data);
  const authority = (): Address | 'none' => {
    const isSet = reader.u32() === 1;
    const address = reader.address();
    return isSet ? address : 'none';
  };
  const mintAuthority = authority();
  const supply = reader.u64();
  const decimals = reader.u8();
  const isInitialized = reader.bool();
  const freezeAuthority = authority();
  if (!isInitialized || !reader.isWhole) return undefined;
  const parts = isExtended ? splitExtensions(data) : [];
  return {
    ...{ program: owner, supply, decimals, mintAuthority, freezeAuthority },
    extensions: parts === undefined ? null : parts.map(({ type, content }) => readExtension(type, content)),
    named: readName(parts?.find(({ type }) => type === METADATA_TYPE)?.content),
  };
}

type Part = { readonly type: number; readonly content: Uint8Array };

/** Undefined where one says it is longer than there is. */
function splitExtensions(data: Uint8Array): Part[] | undefined {
  const reader = createByteReader(data, BASE_BYTES + 1);
  const parts: Part[] = [];
  while (reader.left >= 4) {
    const type = reader.u16();
    const length = reader.u16();
    if (type === 0) return parts;
    parts.push({ type, content: reader.bytes(length) });
  }
  return reader.isWhole ? parts : undefined;
}

function readName(content: Uint8Array | undefined): Mint['named'] {
  if (content === undefined) return undefined;
  const reader = createByteReader(content);
  const authority = reader.address();
  reader.skip(32);
  const [name, symbol, uri] = [reader.text(), reader.text(), reader.text()];
  return reader.isWhole ? { name, symbol, uri, isMutable: authority !== SYSTEM } : undefined;
}
