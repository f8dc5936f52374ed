import { formatClock, type Zone } from '../../../format/time.ts';

const DAY_MS = 86_400_000;

/** What the figures of a session cover: all of the UTC day so far, or since when. */
export function toSessionWords(fromMs: number | null | undefined, zone: Zone): string {
  if (fromMs === null || fromMs === undefined) return 'no trade yet';
  if (fromMs % DAY_MS === 0) return 'UTC day';
  return `since ${formatClock(fromMs, zone).slice(0, 5)}`;
}

/** The same as a sentence, with what is missing in it. */
export function toSessionTitle(fromMs: number | null | undefined, missing: number, zone: Zone): string {
  const words = toSessionWords(fromMs, zone);
  const covered =
    words === 'UTC day' ? 'Of the UTC day' : words === 'no trade yet' ? 'No trade yet' : `Only ${words}`;
  if (missing === 0) return covered;
  return `${covered}; of ${missing === 1 ? 'a minute' : `${missing} minutes`} something is missing as yet`;
}
