// What callers were told, for a reference model to compare with what was done.
import { toAppError } from '../../src/core/errors.ts';

export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string };

/** The three outcomes of a command; it never rejects. */
export async function outcomeOf<T>(call: Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await call };
  } catch (error) {
    const { kind, code } = toAppError(error);
    return { kind: kind === 'unknown-outcome' ? 'unknown' : 'failed', code };
  }
}
