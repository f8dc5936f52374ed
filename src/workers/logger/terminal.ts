// The program's own output: lines for people on a terminal, JSON for whoever collects a container's output.
import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { Clock } from '../../core/clock.ts';
import { toHumanLine } from './human-format.ts';
import type { LogOutput } from './log-entry.ts';

export interface TerminalOptions {
  /** 1 for standard output; it is written directly, not through the main thread as `process.stdout` of a worker is. */
  readonly fd: number;
  readonly format: 'human' | 'json';
  readonly isColoured: boolean;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs' | 'sleep'>;
}

/** Never waits for its reader: what is not taken is held, up to 1 MiB, and tried again with each flush. */
export interface Terminal extends LogOutput {
  /** Gives the reader up to a second to take what is held. */
  close(): Promise<void>;
  /** Lines given up since the start because the reader was too slow. */
  notShown(): number;
}

const MAX_HELD_BYTES = 1024 * 1024;
const MAX_CLOSE_MS = 1000;
const RETRY_MS = 10;

/** After a write that failed it stays silent: the files have the lines. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { format, isColoured, clock } = options;
  const fd = openWithoutWaiting(options.fd);
  let held: Buffer[] = [];
  let heldBytes = 0;
  let added = '';
  let isClosed = false;
  let unannounced = 0;
  let notShown = 0;

  const toText = (line: string) => `${format === 'json' ? line : toHumanLine(line, isColoured)}\n`;

  const hold = (text: string) => {
    added += text;
    heldBytes += Buffer.byteLength(text);
  };

  const writeHeld = () => {
    if (added !== '') held.push(Buffer.from(added));
    added = '';
    for (let first = held[0]; first; first = held[0]) {
      const written = writeSync(fd, first);
      heldBytes -= written;
      if (written < first.length) held[0] = first.subarray(written);
      else held.shift();
    }
  };

  const flush = () => {
    if (isClosed) return;
    try {
      writeHeld();
      if (unannounced === 0) return;
      hold(toText(toNotShownLine(unannounced, clock.now())));
      unannounced = 0;
      writeHeld();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') fallSilent();
    }
  };

  const fallSilent = () => {
    if (!isClosed && fd !== options.fd) closeSync(fd);
    isClosed = true;
    held = [];
  };

  return {
    write({ line }) {
      if (isClosed) return;
      const text = toText(line);
      const bytes = Buffer.byteLength(text);
      if (heldBytes + bytes > MAX_HELD_BYTES) flush();
      // Once lines are missing, those after them wait for the note that says so.
      if (unannounced === 0 && heldBytes + bytes <= MAX_HELD_BYTES) return hold(text);
      unannounced++;
      notShown++;
    },
    flush,
    async close() {
      const endMs = clock.monotonicMs() + MAX_CLOSE_MS;
      for (flush(); heldBytes > 0 && !isClosed && clock.monotonicMs() < endMs; flush())
        await clock.sleep(RETRY_MS);
      fallSilent();
    },
    notShown: () => notShown,
  };
}

/**
 * The same terminal or pipe through a descriptor of our own, since `O_NONBLOCK` on the given one would be shared with
 * other processes. What cannot be opened again is used as it is: files never wait, and sockets Node made non-blocking.
 */
function openWithoutWaiting(fd: number): number {
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return fstatSync(fd).isFile() ? fd : openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return fd;
  }
}

function toNotShownLine(count: number, timeMs: number): string {
  return JSON.stringify({
    level: 40,
    time: timeMs,
    worker: 'logger',
    msg: `${count} lines not shown`,
    notShown: count,
  });
}
