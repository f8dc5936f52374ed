// All candles of one symbol: rows of a minute, older ones of an hour and of a day, from which every interval is made.
import { addFill, type Candle, emptyCandle, type Fill, mergeCandles } from './candle.ts';
import { type IntervalLength, longestRowMs, nextOpenOf, openOf } from './intervals.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Minutes that are kept; the oldest day of them becomes hours. */
const MAX_MINUTES = 7 * 1440;

export type CandleQuery = {
  readonly length: IntervalLength;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly limit: number;
};

export type CandleStore = {
  add(fill: Fill): void;
  /** Opens the minutes that have begun since, traded or not. */
  advance(nowMs: number): void;
  /** The last ones before the end; from the start on where one is given. */
  read(query: CandleQuery): Candle[];
  /** Everything that touches the last so many ms. */
  since(startMs: number): readonly Candle[];
};

/** `history` is in order, and ends before anything is added. */
export function createCandleStore(history: readonly Candle[]): CandleStore {
  const rows = [...history];
  let minutes = rows.filter(({ lengthMs }) => lengthMs === MINUTE_MS).length;
  const rowAt = (atMs: number): number => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.openMs ?? 0) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const advance = (nowMs: number) => {
    for (let last = rows.at(-1); last && last.openMs + last.lengthMs <= nowMs; last = rows.at(-1)) {
      rows.push(emptyCandle(last.openMs + last.lengthMs, MINUTE_MS, last.close));
      if (++minutes > MAX_MINUTES) minutes -= compact(rows);
    }
  };
  const oneAt = (length: IntervalLength, openMs: number): Candle | undefined => {
    const endMs = nextOpenOf(length, openMs);
    const from = rowAt(openMs);
    return mergeCandles(rows.slice(from, rowAt(endMs)), openMs, endMs - openMs);
  };

  return {
    advance,
    add(fill) {
      if (rows.length === 0) rows.push(emptyCandle(openOf(MINUTE_MS, fill.atMs), MINUTE_MS, fill.ticks));
      advance(fill.atMs);
      const row = rows.at(-1);
      if (row) addFill(row, fill);
    },
    read({ length, startMs, endMs = Number.MAX_SAFE_INTEGER, limit }) {
      const last = rows.at(-1);
      const first = rows.find(({ lengthMs }) => lengthMs <= longestRowMs(length));
      if (!last || !first) return [];
      const found: Candle[] = [];
      // the oldest may have begun before the first row
      const firstOpenMs = openOf(length, first.openMs);
      const lastOpenMs = openOf(length, Math.min(last.openMs, endMs));
      if (startMs === undefined) {
        for (let openMs = lastOpenMs; openMs >= firstOpenMs && found.length < limit; ) {
          const candle = oneAt(length, openMs);
          if (candle) found.push(candle);
          openMs = openOf(length, openMs - 1);
        }
        return found.reverse();
      }
      let openMs = openOf(length, Math.max(startMs, firstOpenMs));
      if (openMs < startMs) openMs = nextOpenOf(length, openMs);
      for (; openMs <= lastOpenMs && found.length < limit; openMs = nextOpenOf(length, openMs)) {
        const candle = oneAt(length, openMs);
        if (candle) found.push(candle);
      }
      return found;
    },
    since: (startMs) => rows.slice(Math.max(0, rowAt(startMs + 1) - 1)),
  };
}

/** Makes hours of the oldest day of minutes, and a day of the oldest hours; returns how many minutes went. */
function compact(rows: Candle[]): number {
  const from = rows.findIndex(({ lengthMs }) => lengthMs === MINUTE_MS);
  const dayMs = openOf(DAY_MS, rows[from]?.openMs ?? 0) + DAY_MS;
  let to = from;
  while ((rows[to]?.openMs ?? dayMs) < dayMs) to++;
  const made = mergeRows(rows.slice(from, to), HOUR_MS);
  rows.splice(from, to - from, ...made);
  const firstHour = rows.findIndex(({ lengthMs }) => lengthMs === HOUR_MS);
  const older = rows.slice(firstHour, from);
  const day = older.filter(({ openMs }) => openMs < openOf(DAY_MS, older[0]?.openMs ?? 0) + DAY_MS);
  rows.splice(firstHour, day.length, ...mergeRows(day, DAY_MS));
  return to - from;
}

function mergeRows(rows: readonly Candle[], lengthMs: number): Candle[] {
  const groups = Map.groupBy(rows, ({ openMs }) => openOf(lengthMs, openMs));
  return [...groups].flatMap(([openMs, group]) => mergeCandles(group, openMs, lengthMs) ?? []);
}
