// Files of lines, plain or compressed, in blocks of whole lines: as bytes, because most readers never need text.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.ts';

/** Bytes that end with the end of a line, or of the file. */
export type LineBlock = { readonly bytes: Buffer; readonly ends: readonly number[] };

const CHUNK = 256 * 1024;
const MAX_LINE = 16 * 2 ** 20;
const NEWLINE = 10;

/**
 * Whole lines, some hundred at a time; `ends` are the places of the newlines. Gzip is told by its first bytes. Rejects with
 * FILE_UNREADABLE, also for a compressed file that breaks off; what came before was given out.
 */
export async function* readLines(path: string): AsyncGenerator<LineBlock> {
  const isPacked = await isGzip(path);
  const source = createReadStream(path, { highWaterMark: CHUNK });
  // a reader that stops early closes both; what went wrong is thrown below
  const stream = isPacked ? pipeline(source, createGunzip({ chunkSize: CHUNK }), () => {}) : source;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of stream as Readable) {
      const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      const ends = endsOf(bytes);
      const last = ends.at(-1) ?? -1;
      rest = bytes.subarray(last + 1);
      if (rest.length > MAX_LINE) throw unreadable(path, `a line is longer than ${MAX_LINE} bytes`);
      if (ends.length > 0) yield { bytes, ends };
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unreadable(path, reasonOf(thrown));
  }
  if (rest.length > 0) yield { bytes: rest, ends: [rest.length] };
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw unreadable(path, reasonOf(thrown));
  }
}

function endsOf(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at);
  return ends;
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'it cannot be read';
}

function unreadable(path: string, why: string): AppError {
  return new AppError('FILE_UNREADABLE', `${path} cannot be read: ${why}.`, { details: { path } });
}
