import { AppError } from './errors.ts';

const PER_VALUE_BYTES = 8;

/**
 * Throws MESSAGE_TOO_LARGE when the packed values would take more than the limit. An estimate from below the real
 * size by at most a small factor: two bytes a character, eight a number, and it stops at the limit.
 */
export function checkSize(values: readonly unknown[], offset: number, limitBytes: number): void {
  let left = limitBytes;
  for (let i = offset; i < values.length; i++) {
    const value = values[i];
    left -=
      typeof value === 'string'
        ? value.length * 2
        : typeof value === 'object' && value !== null
          ? sizeOf(value, left, 0)
          : sizeOfNumber(value);
    if (left < 0) throw new AppError('MESSAGE_TOO_LARGE', undefined, { details: { limitBytes } });
  }
}

function sizeOfNumber(value: unknown): number {
  return typeof value === 'bigint'
    ? Math.max(PER_VALUE_BYTES, value.toString(16).length / 2)
    : PER_VALUE_BYTES;
}

const MAX_DEPTH = 64;

function sizeOf(value: object, limit: number, depth: number): number {
  if (value instanceof SharedArrayBuffer) return PER_VALUE_BYTES;
  if (value instanceof ArrayBuffer) return value.byteLength;
  // Cloning a view copies all of what it looks at.
  if (ArrayBuffer.isView(value)) return sizeOf(value.buffer, limit, depth);
  if (depth > MAX_DEPTH) return limit + 1;
  let size = PER_VALUE_BYTES;
  const add = (part: unknown): boolean => {
    size +=
      typeof part === 'string'
        ? part.length * 2
        : typeof part === 'object' && part !== null
          ? sizeOf(part, limit - size, depth + 1)
          : sizeOfNumber(part);
    return size <= limit;
  };
  if (Array.isArray(value) || value instanceof Set) {
    for (const part of value) if (!add(part)) return size;
  } else if (value instanceof Map) {
    for (const [key, part] of value) if (!add(key) || !add(part)) return size;
  } else {
    for (const key in value) if (!add(key) || !add((value as Record<string, unknown>)[key])) return size;
  }
  return size;
}
