import type { IndicatorView } from '../../../api/market.ts';

/** A point without a value leaves the line open there. */
export type IndicatorPoint = { readonly openMs: number; readonly value?: number };

/** One output of an indicator at the bars that the chart has, oldest first; none where the answer lacks it. */
export function toIndicatorPoints(
  view: IndicatorView,
  name: string,
  output: string,
  isDrawn: (openMs: number) => boolean,
): IndicatorPoint[] {
  const series = view.series.find((each) => each.name === name);
  const values = series?.values[series.outputs.indexOf(output)];
  if (!values) return [];
  return view.openMs.flatMap((openMs, i): IndicatorPoint[] => {
    const value = values[i] ?? null;
    if (!isDrawn(openMs)) return [];
    return [value === null ? { openMs } : { openMs, value }];
  });
}

/** The value at the end of a bar, of the last closed one where none is named; null where it is not known. */
export function toIndicatorValue(
  view: IndicatorView,
  name: string,
  output: string,
  barMs: number | undefined,
): number | null {
  const series = view.series.find((each) => each.name === name);
  const at = barMs === undefined ? view.openMs.length - 1 : view.openMs.indexOf(barMs);
  return series?.values[series.outputs.indexOf(output)]?.[at] ?? null;
}
