// How far those who read the feed have come: a replay waits for them, so that it never overwrites what they have not read.
import type { Clock } from '../../core/clock.ts';

export type FeedReaders = {
  /** Every record of this worker, live or played; as it says in the next pulse. */
  readonly written: number;
  /** Nobody tells how far they are: the feed must not be filled faster than anybody could follow. */
  readonly areUnheard: boolean;
  readonly isFarBehind: boolean;
  wrote(): void;
  /** A reader has come to the pulse with this count. */
  reached(written: number): void;
  /** Until they have caught up; `pulse` writes one of what is played, to be reached. Rejects with the reason of the signal. */
  follow(pulse: () => void, signal: AbortSignal): Promise<void>;
};

/** A share of the ring: what comes live meanwhile has the rest. */
const ROOM = 16_384;
const LOOK_MS = 5;
const SELDOM_MS = 1000;
/** A reader that is only starting is waited for. */
const FIRST_MS = 10_000;
/** More than a worker writes in a millisecond: the counts of a life begin beyond those of the one before. */
const PER_MS = 1024;

export function createFeedReaders(clock: Clock, room = ROOM): FeedReaders {
  const begin = Math.floor(clock.now()) * PER_MS;
  let written = begin;
  let reached = begin - room - 1;
  let isHeard = false;
  let areUnheard = false;
  const readers: FeedReaders = {
    get written() {
      return written;
    },
    get areUnheard() {
      return areUnheard;
    },
    get isFarBehind() {
      return !areUnheard && written - reached > room;
    },
    wrote() {
      written++;
    },
    reached(count) {
      if (count < begin || count > written) return;
      isHeard = true;
      areUnheard = false;
      reached = Math.max(reached, count);
    },
    async follow(pulse, signal) {
      const sinceMs = clock.monotonicMs();
      let pauseMs = LOOK_MS;
      let nextMs = sinceMs;
      while (readers.isFarBehind) {
        const nowMs = clock.monotonicMs();
        // a pulse that nobody read, or whose instrument nobody knew yet, is written again; ever more rarely, for it takes room too
        if (nowMs >= nextMs) {
          pulse();
          nextMs = nowMs + pauseMs;
          pauseMs = Math.min(pauseMs * 2, SELDOM_MS);
        }
        await clock.sleep(LOOK_MS, signal);
        if (!isHeard && clock.monotonicMs() - sinceMs > FIRST_MS) areUnheard = true;
      }
    },
  };
  return readers;
}
