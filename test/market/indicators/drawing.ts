// What is drawn into the past once it is known: an indicator tells it at the candle that makes it known.
import type { Bar } from '../../../src/domain/indicators/indicator-input.ts';
import type { Column, Results } from './case.ts';

type Point = { readonly at: number; readonly value: number };

/** Straight lines between points. */
export function drawLines(points: readonly Point[], length: number, longest = length): Column {
  const column = new Array<number | undefined>(length).fill(undefined);
  points.forEach(({ at, value }, i) => {
    column[at] = value;
    const next = points[i + 1];
    if (next && next.at - at > longest) return;
    for (let k = at + 1; next && k < next.at; k++)
      column[k] = value + ((next.value - value) * (k - at)) / (next.at - at);
  });
  return column;
}

/** An output told some candles late, at its own candle. */
export function shiftBack(results: Results, output: string, late: number): Column {
  return results.map((_, i) => results[i + late]?.[output]);
}

function pointsOf(column: Column): Point[] {
  return column.flatMap((value, at) => (value === undefined ? [] : [{ at, value }]));
}

/** Skender draws no line between points further apart. */
const LONGEST = 20;

export function drawPivotLine(output: string, late: number) {
  return (results: Results): Column =>
    drawLines(pointsOf(shiftBack(results, output, late)), results.length, LONGEST);
}

/** 0 where the next point is higher, 1 where it is lower; for lows 2 and 3. */
export function drawPivotTrend(output: string, late: number, higher: number) {
  return (results: Results): Column => {
    const points = pointsOf(shiftBack(results, output, late));
    const column = new Array<number | undefined>(results.length).fill(undefined);
    points.forEach(({ at, value }, i) => {
      const before = points[i - 1];
      if (before && at - before.at <= LONGEST)
        column.fill(value > before.value ? higher : higher + 1, before.at + 1, at + 1);
    });
    return column;
  };
}

/** Turning points told by a zigzag; the last one is the newest extreme, which nothing has confirmed. */
export function zigzagPoints(results: Results, bars: readonly Bar[]): Point[] {
  const points = results.flatMap((result, i) =>
    result?.['turn'] ? [{ at: i - result['age']!, value: result['price']! }] : [],
  );
  const last = points.at(-1);
  if (!last) return points;
  const isRising = points.length < 2 || last.value < points.at(-2)!.value;
  const closes = bars.map(({ close }) => close);
  const after = closes.slice(last.at);
  const extreme = isRising ? Math.max(...after) : Math.min(...after);
  const at = closes.lastIndexOf(extreme);
  const end = { at: closes.length - 1, value: closes.at(-1)! };
  return at === end.at ? [...points, end] : [...points, { at, value: extreme }, end];
}
