// A size as one byte, six steps to a doubling: 0 is nothing, 1 is one lot, 255 is 2^42.3 lots and more; right to 6 %.

const STEPS = 6;

export function toSizeByte(lots: number): number {
  return lots > 0 ? Math.min(255, Math.max(1, 1 + Math.round(STEPS * Math.log2(lots)))) : 0;
}

/** Lots, with fractions. */
export function fromSizeByte(byte: number): number {
  return byte === 0 ? 0 : 2 ** ((byte - 1) / STEPS);
}
