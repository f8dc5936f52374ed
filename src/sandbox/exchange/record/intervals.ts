// The intervals of candles, and when each begins.

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The epoch was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Length in ms; a month has none. */
export const intervals: Readonly<Record<string, number | 'month'>> = {
  '1s': 1000,
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
  '1w': 7 * DAY_MS,
  '1M': 'month',
};

export type IntervalLength = number | 'month';

export function openOf(length: IntervalLength, atMs: number): number {
  if (length === 'month') return monthOpenMs(atMs);
  const origin = length === 7 * DAY_MS ? FIRST_MONDAY_MS : 0;
  return Math.floor((atMs - origin) / length) * length + origin;
}

/** When the candle that opened then is over. */
export function nextOpenOf(length: IntervalLength, openMs: number): number {
  return length === 'month' ? monthOpenMs(openMs + 32 * DAY_MS) : openMs + length;
}

/** Length of the longest row that fits into the interval; a month is made of days. */
export function longestRowMs(length: IntervalLength): number {
  return length === 'month' ? DAY_MS : length;
}

/** Days of the civil calendar (Hinnant, chrono-compatible low-level date algorithms). */
function monthOpenMs(atMs: number): number {
  const days = Math.floor(atMs / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shifted + 2) / 5);
  return (Math.floor(atMs / DAY_MS) - dayOfMonth) * DAY_MS;
}
