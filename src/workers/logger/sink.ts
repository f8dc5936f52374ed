// Empties the log rings of all threads, in order of time, into the outputs.
import type { Clock, Timer } from '../../core/clock.ts';
import { createLogRingReader, type LogRingReader, maxLinesOf } from '../../core/log/log-ring.ts';
import { type LogEntry, type LogOutput, toLogEntry } from './log-entry.ts';
import { createRecentLines } from './recent-lines.ts';

export interface LogSinkOptions {
  readonly clock: Clock;
  /** In this order: one is flushed before the next sees a line. */
  readonly outputs: readonly LogOutput[];
  /** Rings by the name of the thread that writes into them. */
  readonly rings?: Iterable<readonly [name: string, memory: SharedArrayBuffer]>;
  readonly tailLines?: number;
}

export interface LogSink {
  /** Takes on the ring of a thread; one of the same name is emptied first. */
  addRing(name: string, memory: SharedArrayBuffer): void;
  /** Writes every line that is in a ring now, and returns when the outputs have handed it on. */
  flush(): void;
  /** The last lines, oldest first; at most `tailLines` of them. */
  tail(count: number): readonly string[];
  /** Hears every line once it is written, with its number; returns how to stop. A handler that throws hears no more. */
  onLine(handler: LineHandler): () => void;
  /** Since the start: lines written, and lines their threads had to drop. */
  counts(): { readonly lines: number; readonly dropped: number };
  /** Flushes before it returns, and resolves when the outputs are closed. */
  stop(): Promise<void>;
}

/** `seq` is 1 for the first line since the start. */
export type LineHandler = (entry: LogEntry, seq: number) => void;

type Ring = {
  readonly name: string;
  readonly reader: LogRingReader;
  readonly maxLines: number;
  isWaiting: boolean;
};

const POLL_MS = 50;
/** No thread's flood delays the lines of another by more than this many of its own. */
const LINES_PER_TURN = 256;

/**
 * Lines leave a ring only after the outputs took them: a logger that dies loses none. Its successor repeats
 * at most the one batch (of 256 lines a ring) that was being written at the instant of death.
 */
export function createSink(options: LogSinkOptions): LogSink {
  const { clock, outputs } = options;
  const rings = new Map<string, Ring>();
  const recent = createRecentLines(options.tailLines);
  const handlers = new Set<LineHandler>();
  let lines = 0;
  let dropped = 0;
  let isScheduled = false;
  let isStopped = false;

  const collect = (ring: Ring, limit: number, into: LogEntry[]): boolean => {
    let count = 0;
    for (let raw = ring.reader.next(); raw !== undefined; raw = ring.reader.next()) {
      into.push(toLogEntry(raw));
      if (++count >= limit) break;
    }
    const lost = ring.reader.takeDropped();
    if (lost > 0) into.push(toLogEntry(toDroppedLine(ring.name, lost, clock.now())));
    dropped += lost;
    return count >= limit;
  };

  /** True when more is waiting. */
  const drain = (from: readonly Ring[], limitOf: (ring: Ring) => number): boolean => {
    const entries: LogEntry[] = [];
    let hasMore = false;
    for (const ring of from) hasMore = collect(ring, limitOf(ring), entries) || hasMore;
    if (from.length > 1) entries.sort((a, b) => a.timeMs - b.timeMs);
    for (const entry of entries) recent.add(entry.line);
    for (const output of outputs) {
      for (const entry of entries) output.write(entry);
      output.flush();
    }
    for (const ring of from) ring.reader.release();
    let seq = lines;
    lines += entries.length;
    for (const entry of entries) tell(entry, ++seq);
    return hasMore;
  };

  const tell: LineHandler = (entry, seq) => {
    for (const handler of handlers) {
      try {
        handler(entry, seq);
      } catch {
        handlers.delete(handler);
      }
    }
  };

  const drainTurn = () => {
    isScheduled = false;
    if (isStopped) return;
    if (drain([...rings.values()], () => LINES_PER_TURN)) schedule();
    else for (const ring of rings.values()) listen(ring);
  };

  const schedule = () => {
    if (isScheduled || isStopped) return;
    isScheduled = true;
    clock.nextTurn(drainTurn);
  };

  const listen = (ring: Ring) => {
    if (ring.isWaiting) return;
    ring.isWaiting = true;
    void ring.reader.wait().then(() => {
      ring.isWaiting = false;
      schedule();
    });
  };

  const addRing = (name: string, memory: SharedArrayBuffer) => {
    const former = rings.get(name);
    if (former) {
      drain([former], (ring) => ring.maxLines);
      former.reader.wake();
    }
    rings.set(name, {
      name,
      reader: createLogRingReader(memory),
      maxLines: maxLinesOf(memory),
      isWaiting: false,
    });
    schedule();
  };

  const flush = () => {
    drain([...rings.values()], (ring) => ring.maxLines);
  };

  const poll: Timer = clock.every(POLL_MS, schedule);
  for (const [name, memory] of options.rings ?? []) addRing(name, memory);

  return {
    addRing,
    flush,
    tail: recent.last,
    onLine(handler) {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    counts: () => ({ lines, dropped }),
    async stop() {
      isStopped = true;
      poll.cancel();
      flush();
      for (const ring of rings.values()) ring.reader.wake();
      rings.clear();
      await Promise.all(outputs.map((output) => output.close()));
    },
  };
}

function toDroppedLine(worker: string, count: number, timeMs: number): string {
  return JSON.stringify({ level: 40, time: timeMs, worker, msg: `${count} lines dropped`, dropped: count });
}
