// The last lines of a thread, in memory that outlives it: a byte ring with one writer, the thread, and one reader, the logger.

/** Cells of the header. Those of the writer, those of the reader and the shared one lie on cache lines of their own. */
const HEAD = 0;
const DROPPED = 1;
const TAIL = 16;
const REPORTED = 17;
const WAKE = 32;
const HEADER_BYTES = 192;

/** Stands where a length would, when the next line did not fit before the end and lies at the start. */
const SKIP = -1;
const LENGTH_BYTES = 4;

/** Memory for one thread's log ring; the bytes are rounded up to a power of two. */
export function allocateLogRing(bytes = 512 * 1024): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + 2 ** Math.ceil(Math.log2(Math.max(bytes, 1024))));
}

/** How many lines a ring can hold at most, whatever they say. */
export function maxLinesOf(memory: SharedArrayBuffer): number {
  return (memory.byteLength - HEADER_BYTES) / LENGTH_BYTES;
}

export interface LogRingWriter {
  /** Puts the line into the ring and never waits; false, and counted, when it does not fit. */
  write(line: string, urgent: boolean): boolean;
}

export interface LogRingReader {
  /** The next line not yet read; it stays in the ring until `release`. */
  next(): string | undefined;
  /** How many lines the writer dropped since the last released answer. */
  takeDropped(): number;
  /** Frees what was read. A reader that dies before this leaves it to its successor. */
  release(): void;
  /** Reads and releases line by line; returns how many. A line whose handler throws is not read again. */
  drain(handle: (line: string) => void, limit: number): number;
  /** Resolves when the writer asks for attention, or at once when lines are waiting. Keeps no process alive. */
  wait(): Promise<void>;
  /** Ends a pending `wait`. */
  wake(): void;
}

/** The writing end, for one thread; on the ring of a dead one it goes on where that one stopped. */
export function createLogRingWriter(memory: SharedArrayBuffer): LogRingWriter {
  const { cells, lengths, bytes, capacity } = viewsOf(memory);
  return {
    write(line, urgent) {
      const head = Atomics.load(cells, HEAD);
      const unread = (head - Atomics.load(cells, TAIL)) >>> 0;
      const free = capacity - unread;
      let offset = head & (capacity - 1);
      const toEnd = capacity - offset;
      // A UTF-16 unit takes at most three bytes, so the exact size matters only where room is scarce.
      let room = line.length * 3;
      if (frameBytes(room) > Math.min(toEnd, free)) room = Buffer.byteLength(line);
      const skipped = frameBytes(room) > toEnd ? toEnd : 0;
      if (skipped + frameBytes(room) > free) {
        Atomics.add(cells, DROPPED, 1);
        return false;
      }
      if (skipped > 0) {
        lengths[offset >>> 2] = SKIP;
        offset = 0;
      }
      const written = bytes.write(line, offset + LENGTH_BYTES, room, 'utf8');
      lengths[offset >>> 2] = written;
      const taken = skipped + frameBytes(written);
      Atomics.store(cells, HEAD, (head + taken) | 0);
      if ((urgent || unread + taken > capacity >>> 2) && Atomics.load(cells, WAKE) === 0) {
        Atomics.store(cells, WAKE, 1);
        Atomics.notify(cells, WAKE);
      }
      return true;
    },
  };
}

/** The reading end; a new one begins after the last line its predecessor released. */
export function createLogRingReader(memory: SharedArrayBuffer): LogRingReader {
  const { cells, lengths, bytes, capacity } = viewsOf(memory);
  let cursor = Atomics.load(cells, TAIL);
  let reported = Atomics.load(cells, REPORTED);
  let damages = 0;

  /** Memory that makes no sense is given up to its head: the logger outlives a thread that scribbled over its ring. */
  const giveUp = (head: number) => {
    damages++;
    cursor = head;
  };

  const next = (): string | undefined => {
    for (;;) {
      const head = Atomics.load(cells, HEAD);
      if (cursor === head) return undefined;
      const unread = (head - cursor) >>> 0;
      const offset = cursor & (capacity - 1);
      const length = lengths[offset >>> 2] ?? SKIP;
      const taken = length === SKIP ? capacity - offset : frameBytes(length);
      const isSound = length >= SKIP && length < capacity && taken <= Math.min(unread, capacity - offset);
      if (!isSound || unread > capacity || offset % LENGTH_BYTES !== 0) {
        giveUp(head);
        continue;
      }
      cursor = (cursor + taken) | 0;
      if (length === SKIP) continue;
      return bytes.toString('utf8', offset + LENGTH_BYTES, offset + LENGTH_BYTES + length);
    }
  };

  const release = () => {
    Atomics.store(cells, TAIL, cursor);
    Atomics.store(cells, REPORTED, reported);
  };

  return {
    next,
    release,
    takeDropped() {
      const dropped = Atomics.load(cells, DROPPED);
      const count = ((dropped - reported) >>> 0) + damages;
      reported = dropped;
      damages = 0;
      return count;
    },
    drain(handle, limit) {
      for (let count = 0; count < limit; count++) {
        const line = next();
        if (line === undefined) return count;
        try {
          handle(line);
        } finally {
          release();
        }
      }
      return limit;
    },
    async wait() {
      Atomics.store(cells, WAKE, 0);
      // What came before the store may have seen the old mark and called nobody.
      if (Atomics.load(cells, HEAD) !== cursor) return;
      await Atomics.waitAsync(cells, WAKE, 0).value;
    },
    wake() {
      Atomics.store(cells, WAKE, 1);
      Atomics.notify(cells, WAKE);
    },
  };
}

function viewsOf(memory: SharedArrayBuffer) {
  const capacity = memory.byteLength - HEADER_BYTES;
  return {
    capacity,
    cells: new Int32Array(memory, 0, HEADER_BYTES / 4),
    lengths: new Int32Array(memory, HEADER_BYTES, capacity / 4),
    bytes: Buffer.from(memory, HEADER_BYTES, capacity),
  };
}

/** A line's length and its bytes, up to the next multiple of four, so that a length always fits before the end. */
function frameBytes(lineBytes: number): number {
  return (LENGTH_BYTES + lineBytes + 3) & ~3;
}
