// How values of a board become bytes: fixed numbers for the fast path, JSON for any plain data.
import { AppError } from '../errors.ts';
import type { Scratch } from './board-copy.ts';

export type BoardCodec<T> = {
  /** Writes the value to the scratch memory and gives its length in bytes, at least 1. */
  encode(value: T, scratch: Scratch): number;
  decode(scratch: Scratch, bytes: number): T;
};

export type NumbersCodec<Field extends string> = BoardCodec<Readonly<Record<Field, number>>> & {
  /** What `allocateBoard` needs as `slotBytes`. */
  readonly slotBytes: number;
};

/** Records of named 64-bit floats; in a slot's `numbers` they stand in the order given here. */
export function defineNumbersCodec<const Field extends string>(
  fields: readonly Field[],
): NumbersCodec<Field> {
  type Value = Readonly<Record<Field, number>>;
  const slotBytes = fields.length * 8;
  const blank = Object.fromEntries(fields.map((field) => [field, 0])) as Record<Field, number>;
  return {
    slotBytes,
    encode(value: Value, { doubles, value: { length } }) {
      if (slotBytes > length) throw toTooLarge(slotBytes, length);
      for (let i = 0; i < fields.length; i += 1) doubles[i + 1] = value[fields[i]!];
      return slotBytes;
    },
    decode({ doubles }, bytes) {
      if (bytes !== slotBytes) throw new AppError('BUG', 'A board slot holds other fields than expected.');
      const value = { ...blank };
      for (let i = 0; i < fields.length; i += 1) value[fields[i]!] = doubles[i + 1]!;
      return value;
    },
  };
}

/** Plain data of any shape; `encode` throws MESSAGE_NOT_DATA for what JSON cannot carry. */
export function defineJsonCodec<T>(): BoardCodec<T> {
  return {
    encode(value, scratch) {
      const text = toJson(value);
      const bytes = Buffer.byteLength(text);
      if (bytes > scratch.value.length) throw toTooLarge(bytes, scratch.value.length);
      return scratch.value.write(text);
    },
    decode: (scratch, bytes) => JSON.parse(scratch.value.toString('utf8', 0, bytes)) as T,
  };
}

function toJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new AppError('MESSAGE_NOT_DATA', undefined, { cause });
  }
  if (text === undefined) throw new AppError('MESSAGE_NOT_DATA');
  return text;
}

function toTooLarge(bytes: number, slotBytes: number): AppError {
  return new AppError('BOARD_VALUE_TOO_LARGE', undefined, { details: { bytes, slotBytes } });
}
