/** A number of 64 bits as JSON writes it, with all its digits. */
export function jsonInteger(value: bigint): number {
  const isExact = value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
  if (isExact) return Number(value);
  return (JSON as unknown as { rawJSON(text: string): number }).rawJSON(value.toString());
}
