// Fields of what a node answered, of which nothing is certain.

export type Fields = Readonly<Record<string, unknown>>;

/** What could not be read, and why. */
export type Unreadable = { readonly notUnderstood: string };

export function isUnreadable(value: object): value is Unreadable {
  return 'notUnderstood' in value && typeof value.notUnderstood === 'string';
}

export function toFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

export function toList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A count, an index or a time; clients write big ones as bigint. */
export function toCount(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

const MAX_U64 = 2n ** 64n - 1n;

/** An amount in base units. A number above 2^53 has lost digits before it came here; it is taken as it is. */
export function toAtoms(value: unknown): bigint | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && value >= 0 ? within(BigInt(value)) : undefined;
  if (typeof value === 'bigint') return within(value);
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? within(BigInt(value)) : undefined;
}

function within(value: bigint): bigint | undefined {
  return value >= 0n && value <= MAX_U64 ? value : undefined;
}

/** An address by its length: which letters it has is nobody's question here. */
export function toAddress(value: unknown): string | undefined {
  return typeof value === 'string' && value.length >= 32 && value.length <= 44 ? value : undefined;
}
