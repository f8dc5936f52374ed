// Brings the lines of the logger into the gateway, each once and in order, also when either of the two begins anew.
import type { Client } from '../../../core/service.ts';
import type { loggerContract } from '../../logger/contract.ts';

export type LoggerClient = Pick<Client<typeof loggerContract>, 'on' | 'tail'>;

export type LogFeedOptions = {
  readonly logger: LoggerClient;
  onLine(text: string): void;
  /** So many were written that did not get here; the files have them. */
  onMissed(count: number): void;
};

type Written = { readonly life: string; readonly seq: number; readonly line: string };

/** Lines that may wait while the logger is asked what was before them. */
const MAX_WAITING = 2000;
const TAIL_LINES = 1000;
const TAIL_MS = 5000;

/** Returns what ends it. */
export function followLogger({ logger, onLine, onMissed }: LogFeedOptions): () => void {
  let life: string | undefined;
  let lastSeq = 0;
  /** Set while the logger is asked. */
  let waiting: Written[] | undefined;
  let isOver = false;

  const take = (seq: number, line: string) => {
    if (seq <= lastSeq) return;
    if (seq > lastSeq + 1) onMissed(seq - lastSeq - 1);
    lastSeq = seq;
    onLine(line);
  };

  /** A life that is new to us: what it wrote before we heard of it comes first. */
  const begin = async (first?: Written) => {
    const held = first ? [first] : [];
    waiting = held;
    const tail = await logger.tail({ count: TAIL_LINES }, { deadlineMs: TAIL_MS }).catch(() => undefined);
    waiting = undefined;
    if (isOver) return;
    if (tail && tail.life !== life) {
      life = tail.life;
      lastSeq = tail.seq - tail.lines.length;
      for (const line of tail.lines) take(lastSeq + 1, line);
    }
    for (const written of held) {
      // A logger that writes but does not answer is heard from here on.
      if (!tail && written.life !== life) {
        life = written.life;
        lastSeq = written.seq - 1;
      }
      // Any other life is over, or the next line of it asks for its tail.
      if (written.life === life) take(written.seq, written.line);
    }
  };

  const hear = (written: Written) => {
    if (waiting) {
      if (waiting.length < MAX_WAITING) waiting.push(written);
    } else if (written.life === life) take(written.seq, written.line);
    else void begin(written);
  };

  const stop = logger.on('lineWritten', hear);
  void begin();
  return () => {
    isOver = true;
    stop();
  };
}
