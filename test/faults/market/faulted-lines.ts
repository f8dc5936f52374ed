// One line of a recording dropped, sent twice, or sent after the next one of its stream: what the feed makes of it.
import type { Instrument } from '../../../src/domain/market/instrument.ts';
import { type LongRecording, type RecordedLine, readLines } from './recorded-lines.ts';
import { ReferenceBook } from './reference-book.ts';
import { type Checkpoint, WatchedFeed } from './watched-feed.ts';

export const lineFaults = ['dropped', 'duplicated', 'reordered'] as const;
export type LineFault = (typeof lineFaults)[number];
export type Verdict = {
  readonly fault: LineFault;
  readonly stream: RecordedLine['stream'];
  readonly line: number;
  /** Messages of its stream from the fault on until it was told; for what is sent twice, until it was passed over. */
  readonly detectedAfter: number;
  /** Lines from the fault on until the book was known again. */
  readonly healedAfter: number;
  /** What was wrong, in words; undefined where all was as promised. */
  readonly problem: string | undefined;
};

/** Depth messages that are played before the fault; after it at least so many lines, and so many depth messages. */
const DEPTHS_BEFORE = 4;
const AFTER = 400;
const DEPTHS_AFTER = 40;

/** A line to be hit, and where a feed begins so that it follows the stream by then. */
export type Place = { readonly target: number; readonly start: number };

/** Lines that can be hit, spread evenly: as many of depth as of trades, each with a next one of its stream in reach. */
export function pickLines(lines: readonly RecordedLine[], count: number): Place[] {
  const first = lines.findIndex(({ stream }) => stream === 'snapshot') + 300;
  const of = (wanted: RecordedLine['stream'], share: number) => {
    const found: number[] = [];
    for (let at = first; at < lines.length - AFTER; at++) if (lines[at]!.stream === wanted) found.push(at);
    return Array.from({ length: share }, (_, i) => found[Math.floor(((i + 0.5) * found.length) / share)]!);
  };
  const half = Math.floor(count / 2);
  const targets = new Set([...of('depth', count - half), ...of('trade', half)]);
  const depths: number[] = [];
  const places: Place[] = [];
  for (const [at, { stream }] of lines.entries()) {
    if (targets.has(at)) places.push({ target: at, start: depths.at(-DEPTHS_BEFORE)! });
    if (stream === 'depth') depths.push(at);
  }
  return places;
}

/** Plays the recording once; each fault has a feed of its own from shortly before it until long after. */
export function playFaults(
  recording: LongRecording,
  count: number,
): { verdicts: Verdict[]; reference: ReferenceBook } {
  const lines = readLines(recording);
  const reference = new ReferenceBook();
  const waiting = pickLines(lines, count);
  let running: FaultedFeed[] = [];
  const verdicts: Verdict[] = [];
  let depth: RecordedLine | undefined;
  let trade: RecordedLine | undefined;
  for (const [at, line] of lines.entries()) {
    if (line.stream === 'snapshot') reference.begin(line.bytes);
    if (line.stream === 'depth') {
      reference.apply(JSON.parse(line.bytes.toString('utf8')).data);
      depth = line;
    }
    if (line.stream === 'trade') trade = line;
    for (const one of running) one.accept(line, at);
    const ended = running.filter((one) => one.isOver(at));
    if (ended.length > 0) {
      verdicts.push(...ended.map((one) => one.toVerdict()));
      running = running.filter((one) => !ended.includes(one));
    }
    while (depth && trade && waiting[0] && waiting[0].start <= at) {
      const { target } = waiting.shift()!;
      const from = { snapshot: reference.toSnapshot(), depth, trade };
      for (const fault of lineFaults)
        running.push(new FaultedFeed(recording.instrument, reference, from, fault, target));
    }
  }
  verdicts.push(...running.map((one) => one.toVerdict()));
  return { verdicts, reference };
}

class FaultedFeed {
  readonly #feed: WatchedFeed;
  readonly #reference: ReferenceBook;
  readonly #fault: LineFault;
  readonly #target: number;
  #hit: RecordedLine | undefined;
  #held: RecordedLine | undefined;
  /** Messages of the stream that came since. */
  #since = 0;
  #depths = 0;
  #detectedAfter = 0;
  #healedAt = 0;
  readonly #ids: number[];
  #problem: string | undefined;

  constructor(
    instrument: Instrument,
    reference: ReferenceBook,
    checkpoint: Checkpoint,
    fault: LineFault,
    target: number,
  ) {
    this.#feed = new WatchedFeed(instrument, reference, checkpoint, false);
    this.#reference = reference;
    this.#ids = [checkpoint.trade.tradeId];
    this.#fault = fault;
    this.#target = target;
    this.#feed.onBook = (feed) => {
      // while a line is held back, the reference is ahead
      if (feed.symbol.bookFeed.lastId !== reference.lastId) return;
      if (String(feed.touch) !== String(reference.touch)) this.#problem ??= 'a wrong touch was published';
    };
  }

  isOver(at: number): boolean {
    return at >= this.#target + AFTER && this.#depths >= DEPTHS_AFTER && this.#since > 1;
  }

  accept(line: RecordedLine, at: number): void {
    const feed = this.#feed;
    feed.line = at;
    const isKnown = feed.isLive;
    if (line.stream === 'trade') this.#ids.push(line.tradeId);
    if (at > this.#target && line.stream === 'depth') this.#depths++;
    if (at === this.#target) this.#strike(line);
    else {
      const isOfStream = this.#hit?.stream === line.stream;
      if (isOfStream) this.#since++;
      feed.accept(line);
      if (isOfStream) this.#noteDetection(at);
      if (isOfStream && this.#held) {
        feed.accept(this.#held);
        this.#held = undefined;
      }
    }
    feed.after(line);
    if (!isKnown && feed.isLive) this.#healedAt = at;
  }

  #strike(line: RecordedLine): void {
    this.#hit = line;
    if (!this.#feed.isLive) this.#problem ??= 'it was not live before the fault';
    if (this.#fault === 'reordered') this.#held = line;
    if (this.#fault !== 'duplicated') return;
    const { bookFeed } = this.#feed.symbol;
    this.#feed.accept(line);
    const before = [bookFeed.duplicates, this.#feed.trades.length];
    this.#feed.accept(line);
    const [depths, trades] = [bookFeed.duplicates - before[0]!, this.#feed.trades.length - before[1]!];
    if (line.stream === 'depth' ? depths !== 1 : trades !== 0) this.#problem ??= 'it was taken twice';
    else this.#detectedAfter = 1;
  }

  #noteDetection(at: number): void {
    if (this.#detectedAfter > 0) return;
    const told = this.#hit!.stream === 'depth' ? this.#feed.gaps : this.#feed.missed;
    if (told.some(({ line }) => line === at)) this.#detectedAfter = this.#since;
  }

  toVerdict(): Verdict {
    this.#feed.takeBook();
    const { stream } = this.#hit!;
    const problem = this.#problem ?? (stream === 'depth' ? this.#bookProblem() : this.#tradeProblem());
    const isKnown = this.#feed.isLive && this.#detectedAfter > 0;
    return {
      ...{ fault: this.#fault, stream, line: this.#target, problem },
      detectedAfter: this.#detectedAfter,
      healedAfter: !isKnown ? Number.NaN : this.#healedAt === 0 ? 0 : this.#healedAt - this.#target,
    };
  }

  #bookProblem(): string | undefined {
    const { symbol, gaps } = this.#feed;
    const { check } = symbol.bookFeed;
    if (gaps.length !== (this.#fault === 'duplicated' ? 0 : 1)) return `${gaps.length} gaps were told`;
    if (this.#detectedAfter !== 1) return 'the next message of the stream did not show it';
    if (!this.#feed.isLive) return 'the book did not come back';
    if (check.compared < 20) return 'the touch was hardly compared';
    if (check.exact !== check.compared) return 'the touch differed from the ticker';
    return this.#feed.isSameBook() ? undefined : `the book differs at ${this.#reference.lastId}`;
  }

  #tradeProblem(): string | undefined {
    const { gaps, missed, trades } = this.#feed;
    const id = this.#hit!.tradeId;
    if (gaps.length > 0) return 'the book was lost for a trade';
    const isTold = this.#fault !== 'duplicated';
    const told = missed.map(({ record }) => `${record.id}+${record.size}`).join();
    if (told !== (isTold ? `${id}+1` : '')) return `missing trades were told as ${told}, not ${id}`;
    if (this.#fault === 'dropped') {
      if (trades.includes(id)) return 'a trade that never came was told';
      this.#feed.accept(this.#hit!);
      this.#feed.accept(this.#hit!);
    }
    if (String([...trades].sort((a, b) => a - b)) !== String(this.#ids)) return 'not every trade once';
    return this.#feed.isSameBook() ? undefined : 'the book differs';
  }
}
