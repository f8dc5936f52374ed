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
  return new Reader(data, from);
}

/** A class, because a reader is made for each instruction, and closures would cost more than what they read. */
class Reader implements ByteReader {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #at: number;
  #isWhole: boolean;

  constructor(data: Uint8Array, from: number) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.#at = from;
    this.#isWhole = from <= data.length;
  }

  get left(): number {
    return this.#isWhole ? this.#data.length - this.#at : 0;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Where to read the next `size` bytes; -1 where they are not there. */
  #take(size: number): number {
    const at = this.#at;
    if (!this.#isWhole || size < 0 || at + size > this.#data.length) {
      this.#isWhole = false;
      return -1;
    }
    this.#at = at + size;
    return at;
  }

  u8(): number {
    const at = this.#take(1);
    return at < 0 ? 0 : (this.#data[at] as number);
  }

  u16(): number {
    const at = this.#take(2);
    return at < 0 ? 0 : this.#view.getUint16(at, true);
  }

  u32(): number {
    const at = this.#take(4);
    return at < 0 ? 0 : this.#view.getUint32(at, true);
  }

  u64(): bigint {
    const at = this.#take(8);
    return at < 0 ? 0n : this.#view.getBigUint64(at, true);
  }

  i64(): bigint {
    const at = this.#take(8);
    return at < 0 ? 0n : this.#view.getBigInt64(at, true);
  }

  u128(): bigint {
    const low = this.u64();
    return low + (this.u64() << 64n);
  }

  bool(): boolean {
    return this.u8() !== 0;
  }

  address(): Address {
    const at = this.#take(32);
    return at < 0 ? '' : toBase58(this.#data.subarray(at, at + 32));
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return at < 0 ? new Uint8Array() : this.#data.subarray(at, at + length);
  }

  compactU16(): number {
    let value = 0;
    for (let shift = 0; shift <= 14; shift += 7) {
      const byte = this.u8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.#isWhole = false;
    return 0;
  }

  text(): string {
    const length = this.u32();
    if (length > MAX_TEXT) this.#isWhole = false;
    const at = this.#take(length);
    return at < 0 ? '' : utf8.decode(this.#data.subarray(at, at + length));
  }

  skip(bytes: number): void {
    this.#take(bytes);
  }
}
