export type SparklineBox = { readonly width: number; readonly height: number; readonly least: number };

const POINTS = 60;
const MARGIN = 2.5;

/** Lines of an SVG: the newest value at the right edge, gaps where nothing is known, the scale from zero or below. */
export function toSparkline(
  values: readonly (number | null)[],
  { width, height, least }: SparklineBox,
): { path: string; area: string; last: { x: number; y: number } | undefined } {
  const recent = values.slice(-POINTS);
  const known = recent.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(low + least, ...known);
  const step = (width - 2 * MARGIN) / (POINTS - 1);
  const x = (at: number): number => round(width - MARGIN - (recent.length - 1 - at) * step);
  const y = (value: number): number =>
    round(height - MARGIN - ((value - low) / (high - low)) * (height - 2 * MARGIN));
  let path = '';
  let area = '';
  let last: { x: number; y: number } | undefined;
  recent.forEach((value, at) => {
    if (value === null) {
      if (last) area += `L${last.x} ${height}Z`;
      last = undefined;
      return;
    }
    const point = { x: x(at), y: y(value) };
    path += `${last ? 'L' : 'M'}${point.x} ${point.y}`;
    area += last ? `L${point.x} ${point.y}` : `M${point.x} ${height}L${point.x} ${point.y}`;
    last = point;
  });
  if (last) area += `L${last.x} ${height}Z`;
  return { path, area, last };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
