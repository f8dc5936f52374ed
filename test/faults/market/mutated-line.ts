// Plays a stretch of a recording with one of its lines changed, beside the reference that sees it as it was.
import type { Mutation } from './mutation.ts';
import { type LongRecording, type RecordedLine, readLines } from './recorded-lines.ts';
import { type DepthMessage, ReferenceBook } from './reference-book.ts';
import { type Checkpoint, WatchedFeed } from './watched-feed.ts';

export type Stretch = {
  readonly recording: LongRecording;
  readonly checkpoint: Checkpoint;
  readonly lines: readonly RecordedLine[];
  /** Depth messages as they were sent, by the place of their lines. */
  readonly depths: ReadonlyMap<number, DepthMessage>;
};
export type Played = {
  /** Complete books that were published, and those of them that differed from the reference in any level. */
  readonly books: number;
  readonly wrong: number;
  readonly gaps: readonly string[];
  /** How often the book ticker disagreed with what was published. */
  readonly disagreements: number;
  readonly isSameAtEnd: boolean;
};

/** Depth messages that are passed over, until there were trades as well. */
const SKIPPED = 30;

/** So many depth messages, with all that comes between them: few, because each book is compared whole. */
export function readStretch(recording: LongRecording, count: number): Stretch {
  const all = readLines(recording);
  const reference = new ReferenceBook();
  let trade = all.find(({ stream }) => stream === 'trade')!;
  let seen = 0;
  let checkpoint: Checkpoint | undefined;
  const lines: RecordedLine[] = [];
  const depths = new Map<number, DepthMessage>();
  for (const line of all) {
    if (line.stream === 'snapshot') reference.begin(line.bytes);
    if (line.stream === 'trade') trade = line;
    if (checkpoint) lines.push(line);
    if (line.stream !== 'depth') continue;
    const { data } = JSON.parse(line.bytes.toString('utf8')) as { data: DepthMessage };
    reference.apply(data);
    if (checkpoint) depths.set(lines.length - 1, data);
    if (++seen === SKIPPED) checkpoint = { snapshot: reference.toSnapshot(), depth: line, trade };
    if (seen === SKIPPED + count) break;
  }
  return { recording, checkpoint: checkpoint!, lines, depths };
}

/** @param place of the line among those of its stream that may be hit, as a share of all */
export function playMutated(
  { recording, checkpoint, lines, depths }: Stretch,
  stream: RecordedLine['stream'],
  place: number,
  mutation: Mutation,
): Played | undefined {
  const targets = lines.flatMap((line, at) =>
    line.stream === stream && at > lines.length / 6 && at < lines.length / 2 ? [at] : [],
  );
  const target = targets[Math.floor(place * targets.length)];
  const mutated = target === undefined ? undefined : mutation.apply(lines[target]!);
  if (!mutated) return undefined;
  const reference = new ReferenceBook();
  reference.begin(checkpoint.snapshot);
  const feed = new WatchedFeed(recording.instrument, reference, checkpoint, true);
  let books = 0;
  let wrong = 0;
  feed.onBook = () => {
    books++;
    if (!feed.isSameBook()) wrong++;
  };
  for (const [at, line] of lines.entries()) {
    const depth = depths.get(at);
    if (depth) {
      reference.apply(depth);
      feed.doubt(depth);
    }
    feed.accept(at === target ? { ...line, bytes: mutated } : line);
    feed.after(line);
  }
  const { check } = feed.symbol.bookFeed;
  return {
    ...{ books, wrong },
    gaps: feed.gaps.map(({ record }) => String(record.size)),
    disagreements: check.compared - check.exact,
    isSameAtEnd: feed.isLive && feed.isSameBook(),
  };
}
