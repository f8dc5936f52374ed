// A value as it lies in Redis. Anybody who reaches Redis may have written it, so nothing of it is believed unchecked.
import { z } from 'zod';
import { cacheTags, cacheValue } from '../../core/cache/cache-messages.ts';

const storedValue = z.object({
  value: cacheValue,
  tags: cacheTags,
  /** Of the marks, when it was stored. */
  version: z.int(),
  /** Wall time, because another process may read it. */
  storedAtMs: z.number(),
});

export type StoredValue = z.output<typeof storedValue>;

export function encodeStored(stored: StoredValue): string {
  return JSON.stringify(stored);
}

/** Undefined for anything that would not have been stored. */
export function decodeStored(text: string, schema: z.ZodType): StoredValue | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const stored = storedValue.safeParse(parsed);
  if (!stored.success || stored.data.value === null) return stored.data;
  const value = schema.safeParse(stored.data.value);
  return value.success ? { ...stored.data, value: value.data as StoredValue['value'] } : undefined;
}
