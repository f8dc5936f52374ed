// Reads the little-endian layouts that programs on Solana write (Borsh and plain structs). Past the end it answers zeros and remembers that it did.
import { toBase58 } from './base58.ts';
import type { Address } from './transaction.ts';

export type ByteReader = {
  u8(): number;
  u16(): number;
  u32(): number;
  u64(): bigint;
  i64(): bigint;
  u128(): bigint;
  bool(): boolean;
  address(): Address;
  /** A view, not a copy. */
  bytes(length: number): Uint8Array;
  /** A length as the wire format of transactions writes it, in one to three bytes. */
  compactU16(): number;
  /** Length in 4 bytes, then UTF-8. */
  text(): string;
  skip(bytes: number): void;
  readonly left: number;
  /** False once something was asked that is not there: then nothing of what was read counts. */
  readonly isWhole: boolean;
};

const utf8 = new TextDecoder();
/** Names and addresses of metadata are shorter. */
const MAX_TEXT = 1024;

export function createByteReader(data: Uint8Array, from = 0): ByteReader {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = from;
  let isWhole = from <= data.length;
  /** Where to read the next `size` bytes; -1 where they are not there. */
  const take = (size: number): number => {
    if (!isWhole || size < 0 || at + size > data.length) {
      isWhole = false;
      return -1;
    }
    at += size;
    return at - size;
  };
  const number = <T>(size: number, read: (offset: number) => T, none: T): T => {
    const offset = take(size);
    return offset < 0 ? none : read(offset);
  };
  const u64 = () => number(8, (offset) => view.getBigUint64(offset, true), 0n);
  return {
    u8: () => number(1, (offset) => view.getUint8(offset), 0),
    u16: () => number(2, (offset) => view.getUint16(offset, true), 0),
    u32: () => number(4, (offset) => view.getUint32(offset, true), 0),
    u64,
    i64: () => number(8, (offset) => view.getBigInt64(offset, true), 0n),
    u128() {
      const low = u64();
      return low + (u64() << 64n);
    },
    bool: () => number(1, (offset) => view.getUint8(offset) !== 0, false),
    address: () => number(32, (offset) => toBase58(data.subarray(offset, offset + 32)), ''),
    bytes: (length) => number(length, (offset) => data.subarray(offset, offset + length), new Uint8Array()),
    compactU16() {
      let value = 0;
      for (let shift = 0; shift <= 14; shift += 7) {
        const byte = number(1, (offset) => view.getUint8(offset), 0);
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
      isWhole = false;
      return 0;
    },
    text() {
      const length = number(4, (offset) => view.getUint32(offset, true), 0);
      if (length > MAX_TEXT) isWhole = false;
      return number(length, (offset) => utf8.decode(data.subarray(offset, offset + length)), '');
    },
    skip(bytes) {
      take(bytes);
    },
    get left() {
      return isWhole ? data.length - at : 0;
    },
    get isWhole() {
      return isWhole;
    },
  };
}
