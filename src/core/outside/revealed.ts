// Values that may be secret on their way out, and texts from outside that may quote them on their way in.
import { Secret } from '../secret.ts';

export type MaybeSecret = string | Secret;

export function reveal(value: MaybeSecret): string {
  return value instanceof Secret ? value.reveal() : value;
}

/** Shorter values would blot out ordinary words. */
const MIN_LENGTH = 6;

/** The text without any of the values, their words or their URL-encoded forms; at most `maxChars` of it. */
export function toRedacted(text: string, values: Iterable<string>, maxChars: number): string {
  const words = [...values].flatMap((value) => [value, ...value.split(/\s+/)]);
  const forms = words.flatMap((word) => [word, encodeURIComponent(word)]);
  let clean = text;
  // Longest first, so that a part never spoils the match of the whole.
  for (const form of forms.sort((a, b) => b.length - a.length))
    if (form.length >= MIN_LENGTH) clean = clean.replaceAll(form, '[redacted]');
  return clean.length > maxChars ? `${clean.slice(0, maxChars)}…` : clean;
}
