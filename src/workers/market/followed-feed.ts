// The feed of one instrument that is followed: its index, which is never given twice, and what is known of its state.
import { type FeedPart, partWords, toPartBits } from '../../domain/market/feed-part.ts';
import { type FeedKind, type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { RecordWriter } from '../../domain/market/record-writer.ts';
import type { InstrumentState } from '../../domain/order-flow/market-words.ts';
import type { Silence } from '../../venues/venue.ts';
import type { InstrumentFeed } from '../../venues/venue-feed.ts';
import { gapWords } from './gap-words.ts';

type State = InstrumentState['state'];
type Says = { readonly state: State; readonly says: string | null };

export type FollowedState = InstrumentState & { readonly index: number };

export class FollowedFeed {
  readonly instrument: Instrument;
  readonly index: number;
  feed: InstrumentFeed | undefined;
  /** For what is no message of the streams themselves. */
  write: RecordWriter | undefined;
  /** A recording is none of the states of a live feed. */
  #replay: Says | undefined;
  /** By the venue's route: each may be lost while another speaks. */
  readonly #lost = new Map<string, { readonly parts: readonly FeedPart[]; readonly reason: string }>();
  #silences: readonly Silence[] = [];
  #records = 0;
  #perSecond = 0;
  #lastMs: number | null = null;
  #lastGap: string | undefined;
  #refused = { count: 0, sinceMs: Number.NEGATIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };

  constructor(instrument: Instrument, index: number) {
    this.instrument = instrument;
    this.index = index;
  }

  /** Takes note of a record that goes out. */
  note({ kind, receivedMs, size }: Readonly<FeedRecord>): void {
    if (ownKinds.has(kind)) {
      // before its first book it is only starting
      if (kind === 'gap' && this.feed && this.feed.bookFeed.updates > 0) this.#lastGap = gapReasons[size];
      return;
    }
    this.#records++;
    this.#lastMs = receivedMs;
  }

  /** What comes by this route does not come until it is connected again. */
  disconnected(route: string, parts: readonly FeedPart[], reason: string): void {
    this.#lost.set(route, { parts, reason });
  }

  connected(route: string): void {
    this.#lost.delete(route);
  }

  /** A message that cannot be true was left out; says whether it is the first of a minute. */
  refused(nowMs: number): boolean {
    const { count, sinceMs } = this.#refused;
    const isNew = nowMs - sinceMs > REFUSED_MS;
    this.#refused = { count: isNew ? 1 : count + 1, sinceMs: isNew ? nowMs : sinceMs, lastMs: nowMs };
    return isNew;
  }

  /** Beside the live feed: a recording. */
  replayed(state: 'replay' | 'ended', says: string): void {
    this.#replay = { state, says };
  }

  /**
   * Once a second. Whoever reads the feed is told what does not come, which no message can, and how time goes on meanwhile.
   * @param silences of each route that said nothing
   */
  tick(nowMs: number, silences: readonly Silence[], staleMs: number): void {
    this.#perSecond = this.#records;
    this.#records = 0;
    const { write } = this;
    if (!write) return;
    const quiet = silences.filter(({ forMs }) => forMs >= Math.min(QUIET_MS, staleMs));
    this.#silences = quiet.filter(({ forMs }) => forMs >= Math.min(SILENT_MS, staleMs));
    // of a lost connection that carried the book the gap has told
    for (const { route, parts, forMs } of quiet)
      if (!this.#lost.get(route)?.parts.includes('book'))
        write('silent', 0, nowMs, 0, forMs, this.#isAll(parts) ? 0 : toPartBits(parts));
    if (this.feed && !this.feed.bookFeed.isLive) write('pulse', 0, nowMs, 0, 0, 0);
  }

  toState(nowMs: number): FollowedState {
    const book = this.feed?.bookFeed;
    return {
      ...this.instrument,
      index: this.index,
      ...(this.#replay ?? this.#trouble() ?? this.#following(nowMs)),
      lastMs: this.#lastMs,
      messagesPerSecond: this.#perSecond,
      gaps: (book?.gaps ?? 0) + (this.feed?.tradeGaps ?? 0),
      compared: book?.check.compared ?? 0,
      exact: book?.check.exact ?? 0,
    };
  }

  #trouble(): Says | undefined {
    const [lost] = this.#lost.values();
    if (lost) {
      const parts = [...this.#lost.values()].flatMap((one) => one.parts);
      const of = this.#isAll(parts) ? '' : ` of ${partWords(parts)}`;
      return { state: 'disconnected', says: `The connection${of} was lost: ${lost.reason}.` };
    }
    if (this.#silences.length === 0) return undefined;
    const parts = this.#silences.flatMap((one) => one.parts);
    const seconds = Math.round(Math.min(...this.#silences.map(({ forMs }) => forMs)) / 1000);
    const what = this.#isAll(parts) ? 'Nothing came' : `No ${partWords(parts)} came`;
    return { state: 'silent', says: `${what} for ${seconds} s.` };
  }

  #following(nowMs: number): Says {
    if (this.feed?.bookFeed.isLive) return { state: 'live', says: this.#refusedWords(nowMs) };
    if (this.#lastGap === undefined)
      return { state: 'starting', says: 'The first order book is on its way.' };
    return {
      state: 'syncing',
      says: `The book is asked for anew: ${gapWords[this.#lastGap] ?? this.#lastGap}.`,
    };
  }

  /** So much of what came lately cannot be true that the rest is doubtful too. */
  isDoubtful(nowMs: number): boolean {
    const { count, lastMs } = this.#refused;
    return nowMs - lastMs <= REFUSED_MS && count >= DOUBTFUL;
  }

  #refusedWords(nowMs: number): string | null {
    const { count, lastMs } = this.#refused;
    if (nowMs - lastMs > REFUSED_MS) return null;
    return count === 1
      ? 'A message that cannot be true was left out.'
      : `${count} messages that cannot be true were left out.`;
  }

  #isAll(parts: readonly FeedPart[]): boolean {
    return parts.includes('book') && parts.includes('trades');
  }
}

/** Written by this worker, not by the venue. */
const ownKinds: ReadonlySet<FeedKind> = new Set(['gap', 'silent', 'clock', 'missedTrades', 'pulse']);
/** Without any message by a route, where a busy symbol has dozens a second; a shorter time after which it counts as stale goes before. */
const QUIET_MS = 5000;
const SILENT_MS = 15_000;
/** Refusals of this time are told together, and so long. */
const REFUSED_MS = 60_000;
const DOUBTFUL = 10;
