// A decoded transaction as JSON: whole numbers that a float could not hold are decimal text.
import type { DecodedTransaction } from './decoded.ts';

/** Fields that hold base units. */
const wholeFields: ReadonlySet<string> = new Set([
  'amount',
  'lamports',
  'feeLamports',
  'tipLamports',
  'rentLamports',
]);

export function toDecodedJson(decoded: DecodedTransaction): string {
  return JSON.stringify(decoded, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
}

/** Of what `toDecodedJson` wrote. */
export function parseDecodedJson(json: string): DecodedTransaction {
  return JSON.parse(json, (key, value) =>
    typeof value === 'string' && wholeFields.has(key) ? BigInt(value) : value,
  ) as DecodedTransaction;
}
