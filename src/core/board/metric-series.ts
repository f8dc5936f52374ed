import type { LabelName, MetricName } from './metric-table.ts';

/** Label names and values of one series. */
export type Labels = Readonly<Record<string, string | number | boolean>>;

/** The same as it is opened; keep the number of values small, each combination takes memory. */
export type MetricLabels = Readonly<Partial<Record<LabelName, string | number | boolean>>>;

export type Series = { readonly name: MetricName; readonly labels: Readonly<Record<string, string>> };

/** The key under which a series is stored; the order in which labels were given does not matter. */
export function toSeriesKey(name: MetricName, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => [label, String(value)] as const);
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, ...pairs]);
}

export function fromSeriesKey(key: string): Series {
  const [name, ...pairs] = JSON.parse(key) as [MetricName, ...[string, string][]];
  return { name, labels: Object.fromEntries(pairs) };
}
