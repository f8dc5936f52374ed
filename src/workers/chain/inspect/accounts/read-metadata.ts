import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { METADATA } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { Account } from '../node-calls.ts';

const METADATA_V1 = 4;
const CREATOR_BYTES = 34;

/** What Metaplex's program says of a token's name; undefined where it is no such account or another token's. */
export function readMetadata({ owner, data }: Account, mint: Address) {
  const reader = createByteReader(data);
  if (owner !== METADATA || reader.u8() !== METADATA_V1) return undefined;
  reader.skip(32);
  if (reader.address() !== mint) return undefined;
  const text = () => reader.text().replace(/\0+$/, '');
  const [name, symbol, uri] = [text(), text(), text()];
  reader.skip(2);
  if (reader.bool()) reader.skip(reader.u32() * CREATOR_BYTES);
  reader.skip(1);
  const isMutable = reader.bool();
  return reader.isWhole ? { name, symbol, uri, isMutable } : undefined;
}
