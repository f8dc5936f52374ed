// Reading a log file that grows and is rotated under the reader.
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK_BYTES = 65_536;
const NEWLINE = 10;

/** The last wanted lines before `endBytes`, oldest first; reads backwards and no further than it must. */
export function readLastLines(
  path: string,
  count: number,
  isWanted: (line: string) => boolean,
  endBytes = Number.POSITIVE_INFINITY,
): string[] {
  const file = openSync(path, 'r');
  try {
    const found: string[] = [];
    let rest: Buffer = Buffer.alloc(0);
    for (let end = Math.min(endBytes, fstatSync(file).size); end > 0 && found.length < count; ) {
      const start = Math.max(0, end - CHUNK_BYTES);
      const chunk = Buffer.concat([readAt(file, start, end - start), rest]);
      const from = start === 0 ? 0 : chunk.indexOf(NEWLINE) + 1;
      // without a line break in the chunk there is no full line yet
      if (start > 0 && from === 0) rest = chunk;
      else {
        const lines = chunk.toString('utf8', from).split('\n').filter(Boolean).reverse();
        found.push(...lines.filter(isWanted).slice(0, count - found.length));
        rest = chunk.subarray(0, from);
      }
      end = start;
    }
    return found.reverse();
  } finally {
    closeSync(file);
  }
}

export type LogFollower = {
  /** Where it began; everything before is the past. */
  readonly startBytes: number;
  /** Full lines written since the last call, also those a rotation moved away meanwhile. */
  read(): string[];
  close(): void;
};

/** Follows from the present end of the file. */
export function followLogFile(path: string): LogFollower {
  let file = openSync(path, 'r');
  const startBytes = fstatSync(file).size;
  let position = startBytes;
  let rest: Buffer = Buffer.alloc(0);

  const readToEnd = (): string[] => {
    const lines: string[] = [];
    for (;;) {
      const chunk = readAt(file, position, CHUNK_BYTES);
      if (chunk.length === 0) return lines;
      position += chunk.length;
      const all = Buffer.concat([rest, chunk]);
      const end = all.lastIndexOf(NEWLINE) + 1;
      lines.push(...all.toString('utf8', 0, end).split('\n').filter(Boolean));
      rest = all.subarray(end);
    }
  };

  /** Whether the name belongs to another file by now, or the file was cut. */
  const isReplaced = (): boolean => {
    const named = statSync(path, { throwIfNoEntry: false });
    if (named === undefined) return false;
    return named.ino !== fstatSync(file).ino || named.size < position;
  };

  return {
    startBytes,
    read: () => {
      const isOld = isReplaced();
      const lines = readToEnd();
      const next = isOld ? tryOpen(path) : undefined;
      if (next === undefined) return lines;
      closeSync(file);
      file = next;
      position = 0;
      rest = Buffer.alloc(0);
      return [...lines, ...readToEnd()];
    },
    close: () => closeSync(file),
  };
}

/** The log written last in a folder, or undefined when there is none. */
export function findLastLog(directory: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => name.endsWith('.log'));
  } catch {
    return undefined;
  }
  const files = names
    .map((name) => join(directory, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return files.find((file) => file.endsWith('orderflow.log')) ?? files[0];
}

/** Undefined in the moment between the two steps of a rotation. */
function tryOpen(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

function readAt(file: number, position: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  return buffer.subarray(0, readSync(file, buffer, 0, bytes, position));
}
