// Extensions of mints in Token-2022, by their numbers: who may use each, and its figures.
import { type ByteReader, createByteReader } from '../../../../domain/solana/byte-reader.ts';
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import type { TokenExtension } from '../../../../domain/solana/safety.ts';

type Reading = { readonly name: string; read?(reader: ByteReader): Omit<TokenExtension, 'name'> };

/** An address of zeros is nobody. */
function addressOrNull(reader: ByteReader): string | null {
  const address = reader.address();
  return address === SYSTEM ? null : address;
}

const authorityOnly = (reader: ByteReader) => ({ authority: addressOrNull(reader), figures: {} });

const states = ['uninitialized', 'initialized', 'frozen'];

const readings: Readonly<Record<number, Reading>> = {
  1: {
    name: 'transferFeeConfig',
    read(reader) {
      const authority = addressOrNull(reader);
      const withdrawAuthority = addressOrNull(reader);
      reader.skip(8);
      const fee = () => {
        reader.skip(8);
        return { most: reader.u64(), bps: reader.u16() };
      };
      // one of them counts now, the other did or will
      const [older, newer] = [fee(), fee()];
      const larger = older.bps > newer.bps ? older : newer;
      const figures = { transferFeeBps: larger.bps, maxFeeAtoms: larger.most.toString(), withdrawAuthority };
      return { authority, figures };
    },
  },
  3: { name: 'mintCloseAuthority', read: authorityOnly },
  4: { name: 'confidentialTransferMint', read: authorityOnly },
  6: {
    name: 'defaultAccountState',
    read: (reader) => ({ authority: null, figures: { state: states[reader.u8()] ?? null } }),
  },
  9: { name: 'nonTransferable' },
  10: { name: 'interestBearingConfig', read: authorityOnly },
  12: { name: 'permanentDelegate', read: authorityOnly },
  14: {
    name: 'transferHook',
    read(reader) {
      const authority = addressOrNull(reader);
      return { authority, figures: { program: addressOrNull(reader) } };
    },
  },
  16: { name: 'confidentialTransferFeeConfig', read: authorityOnly },
  18: { name: 'metadataPointer', read: authorityOnly },
  19: { name: 'tokenMetadata', read: authorityOnly },
  20: { name: 'groupPointer', read: authorityOnly },
  21: { name: 'tokenGroup', read: authorityOnly },
  22: { name: 'groupMemberPointer', read: authorityOnly },
  23: { name: 'tokenGroupMember' },
  24: { name: 'confidentialMintBurn' },
  25: { name: 'scaledUiAmountConfig', read: authorityOnly },
  26: {
    name: 'pausable',
    read(reader) {
      const authority = addressOrNull(reader);
      return { authority, figures: { isPaused: reader.bool() } };
    },
  },
  28: { name: 'permissionedBurn', read: authorityOnly },
};

/** One that nobody here knows, or that is cut short, has its number for a name, so that no check lets it through. */
export function readExtension(type: number, content: Uint8Array): TokenExtension {
  const unread = { name: `unknown-${type}`, authority: null, figures: {} };
  const reading = readings[type];
  if (reading === undefined) return unread;
  const { name, read } = reading;
  if (read === undefined) return { name, authority: null, figures: {} };
  const reader = createByteReader(content);
  const found = read(reader);
  return reader.isWhole ? { name, ...found } : unread;
}
