// One piece of memory under every view that a record needs.

/** Views over the same bytes; offsets given to a layout count from the start of the buffer. */
export type RecordMemory = {
  readonly f64: Float64Array;
  readonly i64: BigInt64Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly u16: Uint16Array;
  readonly u8: Buffer;
};

/** Private memory for records; `bytes` must be a multiple of 8. */
export function createRecordMemory(bytes: number): RecordMemory {
  return toRecordMemory(new ArrayBuffer(bytes));
}

export function toRecordMemory(buffer: ArrayBuffer): RecordMemory {
  return {
    f64: new Float64Array(buffer),
    i64: new BigInt64Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    u16: new Uint16Array(buffer),
    u8: Buffer.from(buffer),
  };
}
