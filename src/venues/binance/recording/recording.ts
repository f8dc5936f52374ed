// Recordings, one or several, in the order in which their lines came: files that follow each other, and files of the same time.
import { AppError } from '../../../core/errors.ts';
import { type LineBlock, readLines } from '../../../core/files/read-lines.ts';
import { type RecordedLine, readLine } from './line.ts';

/** A line with the bytes it lies in, valid until the next one is asked for. */
export type Recorded = RecordedLine & { readonly bytes: Buffer; readonly to: number; readonly path: string };

/** Lines by the time they came. `onBroken` hears of files that end in the middle and of lines that are none, which are passed over. */
export async function* readRecording(
  paths: readonly string[],
  onBroken: (path: string, line: number, why: string) => void = () => {},
): AsyncGenerator<Recorded> {
  const heads = paths.map((path) => createHead(path, onBroken));
  try {
    await Promise.all(heads.map((head) => head.refill()));
    yield* merged(heads, paths);
  } finally {
    // a reader that has seen enough leaves no file open
    for (const head of heads) await head.close();
  }
}

async function* merged(heads: readonly Head[], paths: readonly string[]): AsyncGenerator<Recorded> {
  let open = heads.filter((head) => head.line !== undefined);
  if (open.length === 0)
    throw new AppError('RECORDING_INVALID', `${paths.join(', ')}: there is no line of a recording in it.`);
  while (open.length > 0) {
    let first = open[0]!;
    for (const head of open) if (head.line!.receivedMs < first.line!.receivedMs) first = head;
    // Up to the time of the next file's head, this one goes on alone.
    const untilMs = Math.min(...open.map((head) => (head === first ? Infinity : head.line!.receivedMs)));
    do {
      yield first.line!;
      if (!first.step()) await first.refill();
    } while (first.line && first.line.receivedMs <= untilMs);
    if (!first.line) open = open.filter((head) => head !== first);
  }
}

type Head = {
  line: Recorded | undefined;
  /** To the next line of the block at hand; false at its end. */
  step(): boolean;
  refill(): Promise<void>;
  close(): Promise<void>;
};

function createHead(path: string, onBroken: (path: string, line: number, why: string) => void): Head {
  const blocks = readLines(path);
  let block: LineBlock | undefined;
  let next = 0;
  let from = 0;
  let number = 0;
  const head: Head = {
    line: undefined,
    step() {
      while (block && next < block.ends.length) {
        const to = block.ends[next++]!;
        const start = from;
        from = to + 1;
        number++;
        if (to === start) continue;
        const line = readLine(block.bytes, start, to);
        if (line) {
          head.line = Object.assign(line, { bytes: block.bytes, to, path });
          return true;
        }
        if (number > 1) onBroken(path, number, 'it has no receive time');
      }
      head.line = undefined;
      return false;
    },
    async refill() {
      do {
        const result = await blocks.next().catch((error: unknown) => {
          // What came before the break is good.
          if (number === 0) throw error;
          onBroken(path, number, 'the file breaks off');
          return { done: true as const, value: undefined };
        });
        if (result.done) return;
        block = result.value;
        next = 0;
        from = 0;
      } while (!head.step());
    },
    async close() {
      await blocks.return(undefined);
    },
  };
  return head;
}
