// A file that moves aside when it is full: name.log, name.log.1 (newest) up to name.log.N. Loses no line by rotating.
import { closeSync, fstatSync, openSync, readSync, renameSync } from 'node:fs';
import pino from 'pino';

export interface RotatingFileOptions {
  readonly path: string;
  /** A file takes lines up to this size; a longer line has a file for itself. */
  readonly maxBytes: number;
  /** How many full files are kept beside the current one. */
  readonly keep: number;
  /** Told of each failed write or rotation, and of bytes given up. Must not throw. */
  readonly onFailure: (error: Error, lostBytes: number) => void;
}

export interface RotatingFile {
  /** Takes one line without its newline; `flush` writes it. */
  write(line: string): void;
  /** Writes what is pending. While the disk refuses, up to 4 MiB are held and tried again with each flush. */
  flush(): void;
  close(): void;
}

const MAX_HELD_BYTES = 4 * 1024 * 1024;

export function createRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { path, maxBytes, keep, onFailure } = options;
  let destination: ReturnType<typeof pino.destination> | undefined;
  let pending: string[] = [];
  let pendingBytes = 0;
  let fileBytes: number | undefined;
  let isFailing = false;

  const open = () => {
    const { bytes, endsInsideLine } = examine(path);
    destination = pino.destination({ dest: path, sync: true, mkdir: true });
    destination.setMaxListeners(0);
    destination.on('error', (error: Error) => {
      isFailing = true;
      onFailure(error, 0);
    });
    fileBytes = bytes;
    // Power was lost in the middle of a line: what follows is a line of its own.
    if (endsInsideLine) destination.write('\n');
    return destination;
  };

  /** Goes on in the file of that name anew, with what is held first: the old descriptor may be of a disk that is gone. */
  const reopen = (file: NonNullable<typeof destination>) => {
    // A failed reopen of the destination would later close a descriptor twice, so it is tried beforehand.
    closeSync(openSync(path, 'a'));
    isFailing = false;
    file.reopen();
  };

  const flush = () => {
    try {
      const file = destination ?? open();
      if (isFailing) reopen(file);
      if (isFailing || pendingBytes === 0) return giveUpExcess();
      file.write(`${pending.join('\n')}\n`);
      fileBytes = (fileBytes ?? 0) + pendingBytes;
      pending = [];
      pendingBytes = 0;
    } catch (error) {
      onFailure(error as Error, 0);
      giveUpExcess();
    }
  };

  const giveUpExcess = () => {
    if (pendingBytes <= MAX_HELD_BYTES) return;
    onFailure(new Error('More is waiting than may be held.'), pendingBytes);
    pending = [];
    pendingBytes = 0;
  };

  const rotate = () => {
    flush();
    if (!destination || isFailing) return;
    try {
      for (let age = keep - 1; age >= 1; age--) renameIfThere(`${path}.${age}`, `${path}.${age + 1}`);
      renameIfThere(path, `${path}.1`);
      reopen(destination);
    } catch (error) {
      onFailure(error as Error, 0);
    }
    fileBytes = 0;
  };

  return {
    write(line) {
      const bytes = Buffer.byteLength(line) + 1;
      fileBytes ??= examine(path).bytes;
      const used = fileBytes + pendingBytes;
      if (used > 0 && used + bytes > maxBytes) rotate();
      pending.push(line);
      pendingBytes += bytes;
    },
    flush,
    close() {
      flush();
      destination?.end();
      destination = undefined;
    },
  };
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** How long the file is already, and whether its last line lacks an end; a file that cannot be read counts as empty. */
function examine(path: string): { bytes: number; endsInsideLine: boolean } {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    const bytes = fstatSync(fd).size;
    const last = Buffer.alloc(1);
    const read = bytes > 0 ? readSync(fd, last, 0, 1, bytes - 1) : 0;
    return { bytes, endsInsideLine: read === 1 && last[0] !== 0x0a };
  } catch {
    return { bytes: 0, endsInsideLine: false };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
