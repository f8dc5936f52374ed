// Short texts in records: measured before writing, decoded through a cache because symbols and venues repeat.
import { AppError } from '../errors.ts';

export type TextCodec = {
  /** Bytes of the text in UTF-8; MESSAGE_TOO_LARGE above the limit, MESSAGE_INVALID for anything but text. */
  measure(text: string): number;
  write(memory: Buffer, byteOffset: number, text: string, bytes: number): void;
  read(memory: Buffer, byteOffset: number, bytes: number): string;
};

/** Up to here a loop in JavaScript beats the call into the runtime's own encoder. */
const SHORT_BYTES = 16;
const CACHE_ENTRIES = 256;

/** UTF-8 as every encoder writes it: a lone surrogate becomes U+FFFD. */
export function createTextCodec(field: string, maxBytes: number): TextCodec {
  const cache: string[] = new Array(CACHE_ENTRIES).fill('');
  // The same text often comes again at once: the symbol of a feed, the side of a run of trades.
  let measured = '';
  let measuredBytes = 0;
  let latest = '';

  return {
    measure(text) {
      if (text === measured) return measuredBytes;
      if (typeof text !== 'string') throw notText(field);
      const bytes = utf8Bytes(text);
      if (bytes > maxBytes) throw tooLong(field, bytes, maxBytes);
      measured = text;
      measuredBytes = bytes;
      return bytes;
    },

    write(memory, byteOffset, text, bytes) {
      if (bytes > SHORT_BYTES || bytes !== text.length) memory.write(text, byteOffset, bytes, 'utf8');
      else for (let i = 0; i < bytes; i++) memory[byteOffset + i] = text.charCodeAt(i);
    },

    read(memory, byteOffset, bytes) {
      if (bytes > SHORT_BYTES) return memory.toString('utf8', byteOffset, byteOffset + bytes);
      if (isSame(latest, memory, byteOffset, bytes)) return latest;
      const entry = hash(memory, byteOffset, bytes) % CACHE_ENTRIES;
      const known = cache[entry]!;
      latest = isSame(known, memory, byteOffset, bytes)
        ? known
        : memory.toString('utf8', byteOffset, byteOffset + bytes);
      cache[entry] = latest;
      return latest;
    },
  };
}

function utf8Bytes(text: string): number {
  if (text.length > SHORT_BYTES) return Buffer.byteLength(text, 'utf8');
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) >= 0x80) return Buffer.byteLength(text, 'utf8');
  return text.length;
}

/** FNV-1a. */
function hash(memory: Buffer, byteOffset: number, bytes: number): number {
  let sum = 0x811c9dc5;
  for (let i = byteOffset; i < byteOffset + bytes; i++) sum = Math.imul(sum ^ memory[i]!, 0x01000193);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/** True for ASCII only: in other text a byte is not a character, so it is decoded every time. */
function isSame(text: string, memory: Buffer, byteOffset: number, bytes: number): boolean {
  if (text.length !== bytes) return false;
  for (let i = 0; i < bytes; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== memory[byteOffset + i] || unit >= 0x80) return false;
  }
  return true;
}

function notText(field: string): AppError {
  return new AppError('MESSAGE_INVALID', `Record field ${field} is not text.`, {
    details: { issues: [{ path: field, expected: 'text' }] },
  });
}

function tooLong(field: string, bytes: number, maxBytes: number): AppError {
  return new AppError(
    'MESSAGE_TOO_LARGE',
    `Record field ${field} takes ${bytes} bytes of at most ${maxBytes}.`,
    {
      details: { field, bytes, maxBytes },
    },
  );
}
