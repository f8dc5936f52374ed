// Writes lines into compressed files that are begun anew when they are full; what was written a second ago survives a crash.
import { createWriteStream, mkdirSync, readdirSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { constants, createGzip, type Gzip } from 'node:zlib';
import type { Clock } from '../clock.ts';
import { type AppError, toAppError } from '../errors.ts';

export type LineWriterOptions = {
  readonly folder: string;
  /** Files are `<prefix>-<UTC time>.jsonl.gz`. */
  readonly prefix: string;
  readonly clock: Clock;
  /** Compressed size at which a new file is begun. */
  readonly maxFileBytes: number;
  /** Files of this prefix that are kept; the oldest goes first. */
  readonly keepFiles: number;
  readonly onFailure: (error: AppError) => void;
  /** A file was begun. */
  readonly onOpen?: () => void;
};

/** `unsure` lines were given to it since all before them were seen to be written. */
type OpenFile = { readonly gzip: Gzip; readonly target: WriteStream; unsure: number };

export interface LineWriter {
  /** Lines that were given up because the disk was too slow or failed. */
  readonly lost: number;
  /** The bytes are copied; a newline is put behind. */
  write(line: Uint8Array): void;
  /** What a new file begins with. */
  head: readonly Uint8Array[];
  close(): Promise<void>;
}

const MAX_WAITING_BYTES = 32 * 2 ** 20;
const BLOCK_BYTES = 64 * 1024;
const FLUSH_MS = 1000;
const NEWLINE = 10;

export function createLineWriter(options: LineWriterOptions): LineWriter {
  const { folder, prefix, clock, maxFileBytes, keepFiles, onFailure, onOpen } = options;
  let file: OpenFile | undefined;
  const open = new Set<OpenFile>();
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  let lines = 0;
  let lost = 0;
  let hasFailed = false;
  const writer: LineWriter = {
    get lost() {
      return lost;
    },
    head: [],
    write,
    close,
  };

  const fail = (thrown: unknown, broken?: OpenFile) => {
    if (!hasFailed) onFailure(toAppError(thrown));
    hasFailed = true;
    if (!broken || !open.delete(broken)) return;
    lost += broken.unsure;
    if (file === broken) file = undefined;
    broken.gzip.destroy();
    broken.target.destroy();
  };
  const begin = (): OpenFile => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]/g, '').replace('.', '');
    const name = `${prefix}-${stamp}.jsonl.gz`;
    const target = createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600 });
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    const begun: OpenFile = { gzip, target, unsure: 0 };
    open.add(begun);
    file = begun;
    target.on('error', (error) => fail(error, begun));
    gzip.on('error', (error) => fail(error, begun));
    target.once('close', () => open.delete(begun));
    gzip.pipe(target);
    for (const line of writer.head) gzip.write(Buffer.concat([line, Buffer.of(NEWLINE)]));
    prune(name);
    onOpen?.();
    return begun;
  };
  /** The newest may not be in the folder yet. */
  const prune = (newest: string) => {
    const files = readdirSync(folder).filter(
      (name) => name !== newest && name.startsWith(`${prefix}-`) && name.endsWith('.jsonl.gz'),
    );
    for (const name of files.sort().slice(0, Math.max(0, files.length + 1 - keepFiles)))
      rmSync(join(folder, name), { force: true });
  };
  const pass = () => {
    if (filled === 0) return;
    const bytes = block.subarray(0, filled);
    block = Buffer.allocUnsafe(BLOCK_BYTES);
    filled = 0;
    const count = lines;
    lines = 0;
    try {
      const { gzip } = file ?? begin();
      if (gzip.writableLength > MAX_WAITING_BYTES) lost += count;
      else {
        gzip.write(bytes);
        if (file) file.unsure += count;
      }
    } catch (thrown) {
      lost += count;
      fail(thrown);
    }
  };
  const flush = () => {
    if (file && file.gzip.writableLength + file.target.writableLength === 0 && !file.target.pending) {
      file.unsure = 0;
      hasFailed = false;
    }
    pass();
    if (!file) return;
    file.gzip.flush(constants.Z_SYNC_FLUSH);
    if (file.target.bytesWritten < maxFileBytes) return;
    file.gzip.end();
    file = undefined;
  };
  const timer = clock.every(FLUSH_MS, flush);

  function write(line: Uint8Array): void {
    if (line.length + 1 > BLOCK_BYTES - filled) pass();
    if (line.length + 1 > block.length) block = Buffer.allocUnsafe(line.length + 1);
    block.set(line, filled);
    filled += line.length;
    block[filled++] = NEWLINE;
    lines++;
  }

  async function close(): Promise<void> {
    timer.cancel();
    pass();
    file?.gzip.end();
    file = undefined;
    // also those that were full a moment ago
    const closings = [...open].map(
      ({ target }) => new Promise<void>((resolve) => target.once('close', () => resolve())),
    );
    await Promise.all(closings);
  }

  return writer;
}
