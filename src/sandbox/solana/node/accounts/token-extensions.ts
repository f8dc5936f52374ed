// What Token-2022 adds behind a mint or an account, in the JSON of a node.
import { toBase58 } from '../../../../domain/solana/base58.ts';
import { createByteReader } from '../../../../domain/solana/byte-reader.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { jsonInteger } from './json-integer.ts';
import { viewOf } from './token-state.ts';

export type TokenExtension = { readonly extension: string; readonly state?: unknown };

type Reader = ReturnType<typeof createByteReader>;
const NOBODY = '11111111111111111111111111111111';
const FIRST_AT = 166;
/** Of metadata, that are told. */
const MAX_FIELDS = 32;
const accountStates = ['uninitialized', 'initialized', 'frozen'];

const optional = (reader: Reader): Address | null => {
  const address = reader.address();
  return address === NOBODY ? null : address;
};
const signed16 = (reader: Reader) => (reader.u16() << 16) >> 16;
const fee = (reader: Reader) => ({
  epoch: jsonInteger(reader.u64()),
  maximumFee: jsonInteger(reader.u64()),
  transferFeeBasisPoints: reader.u16(),
});

/** Of those without a reader only the name is told: confidential ones, groups, scaled amounts. */
const kinds: Readonly<Record<number, readonly [name: string, read?: (reader: Reader) => unknown]>> = {
  1: [
    'transferFeeConfig',
    (reader) => ({
      transferFeeConfigAuthority: optional(reader),
      withdrawWithheldAuthority: optional(reader),
      withheldAmount: jsonInteger(reader.u64()),
      olderTransferFee: fee(reader),
      newerTransferFee: fee(reader),
    }),
  ],
  2: ['transferFeeAmount', (reader) => ({ withheldAmount: jsonInteger(reader.u64()) })],
  3: ['mintCloseAuthority', (reader) => ({ closeAuthority: optional(reader) })],
  4: ['confidentialTransferMint'],
  5: ['confidentialTransferAccount'],
  6: ['defaultAccountState', (reader) => ({ accountState: accountStates[reader.u8()] })],
  7: ['immutableOwner'],
  8: ['memoTransfer', (reader) => ({ requireIncomingTransferMemos: reader.bool() })],
  9: ['nonTransferable'],
  10: [
    'interestBearingConfig',
    (reader) => ({
      rateAuthority: optional(reader),
      initializationTimestamp: jsonInteger(reader.i64()),
      preUpdateAverageRate: signed16(reader),
      lastUpdateTimestamp: jsonInteger(reader.i64()),
      currentRate: signed16(reader),
    }),
  ],
  11: ['cpiGuard', (reader) => ({ lockCpi: reader.bool() })],
  12: ['permanentDelegate', (reader) => ({ delegate: optional(reader) })],
  13: ['nonTransferableAccount'],
  14: ['transferHook', (reader) => ({ authority: optional(reader), programId: optional(reader) })],
  15: ['transferHookAccount', (reader) => ({ transferring: reader.bool() })],
  16: ['confidentialTransferFeeConfig'],
  17: ['confidentialTransferFeeAmount'],
  18: ['metadataPointer', (reader) => ({ authority: optional(reader), metadataAddress: optional(reader) })],
  19: [
    'tokenMetadata',
    (reader) => ({
      updateAuthority: optional(reader),
      mint: reader.address(),
      name: reader.text(),
      symbol: reader.text(),
      uri: reader.text(),
      additionalMetadata: Array.from({ length: Math.min(reader.u32(), MAX_FIELDS) }, () => [
        reader.text(),
        reader.text(),
      ]),
    }),
  ],
  20: ['groupPointer', (reader) => ({ authority: optional(reader), groupAddress: optional(reader) })],
  21: ['tokenGroup'],
  22: ['groupMemberPointer', (reader) => ({ authority: optional(reader), memberAddress: optional(reader) })],
  23: ['tokenGroupMember'],
  24: ['confidentialMintBurn'],
  25: ['scaledUiAmountConfig'],
  26: ['pausableConfig', (reader) => ({ authority: optional(reader), paused: reader.bool() })],
  27: ['pausableAccount'],
};

/** Empty for the first token program, whose accounts end before. One that is not known is told by its number. */
export function toExtensions(data: Uint8Array): TokenExtension[] {
  const found: TokenExtension[] = [];
  const view = viewOf(data);
  for (let at = FIRST_AT; at + 4 <= data.length; ) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (type === 0 || at + 4 + length > data.length) break;
    const [name, read] = kinds[type] ?? ['unparseableExtension'];
    const state = read?.(createByteReader(data.subarray(at + 4, at + 4 + length)));
    found.push(state === undefined ? { extension: name } : { extension: name, state });
    at += 4 + length;
  }
  return found;
}

/** Of a lookup table and others, which are plain lists. */
export function addressesFrom(data: Uint8Array, from: number): Address[] {
  const count = Math.max(0, Math.floor((data.length - from) / 32));
  return Array.from({ length: count }, (_, i) => toBase58(data.subarray(from + i * 32, from + i * 32 + 32)));
}
