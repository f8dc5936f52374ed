// How moments are written: near ones by their age, later ones by the clock, old ones with their day.
import { UNKNOWN } from './number.ts';

export type Zone = 'local' | 'utc';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** `12 s`, then `14:03:22` under a day, then `21 Nov 14:03`; another year is named. All in milliseconds since the epoch. */
export function formatTime(atMs: number | null | undefined, nowMs: number, zone: Zone): string {
  if (typeof atMs !== 'number') return UNKNOWN;
  const age = nowMs - atMs;
  if (age >= 0 && age < MINUTE_MS) return `${Math.floor(age / 1000)} s`;
  return formatMoment(atMs, nowMs, zone);
}

/** The same without the age, for lists that are read against each other. */
export function formatMoment(atMs: number | null | undefined, nowMs: number, zone: Zone): string {
  if (typeof atMs !== 'number') return UNKNOWN;
  const parts = toParts(atMs, zone);
  if (Math.abs(nowMs - atMs) < DAY_MS) return `${parts.hour}:${parts.minute}:${parts.second}`;
  const year = parts.year === toParts(nowMs, zone).year ? '' : ` ${parts.year}`;
  return `${Number(parts.day)} ${parts.month}${year} ${parts.hour}:${parts.minute}`;
}

/** `14:03:22.120`, for logs. */
export function formatClock(atMs: number, zone: Zone): string {
  const { hour, minute, second } = toParts(atMs, zone);
  return `${hour}:${minute}:${second}.${String(Math.floor(atMs) % 1000).padStart(3, '0')}`;
}

/** `5 s`, `12 min`, `3 h`, `2 d`: how long something has been. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** ISO, with milliseconds and zone, for whoever points at a time. */
export function formatExact(atMs: number, zone: Zone): string {
  if (zone === 'utc') return new Date(atMs).toISOString();
  const offsetMinutes = -new Date(atMs).getTimezoneOffset();
  const shifted = new Date(atMs + offsetMinutes * MINUTE_MS).toISOString().slice(0, -1);
  const size = Math.abs(offsetMinutes);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${shifted}${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

const writers = new Map<Zone, Intl.DateTimeFormat>();

function toParts(atMs: number, zone: Zone): Parts {
  let writer = writers.get(zone);
  if (!writer) {
    writer = new Intl.DateTimeFormat('en-GB', {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
    });
    writers.set(zone, writer);
  }
  return Object.fromEntries(writer.formatToParts(atMs).map(({ type, value }) => [type, value])) as Parts;
}
