// What a row of the Grafana dashboard is, and how its expressions are written.

export type Panel = {
  readonly title: string;
  /** As Grafana names units. */
  readonly unit: 'short' | 'bytes' | 's' | 'percentunit' | 'reqps' | 'ops';
  /** Expression and legend. `$worker` is what the reader chose. */
  readonly lines: readonly (readonly [expression: string, legend: string])[];
  /** One figure instead of a line over time, red from this value on. */
  readonly redFrom?: number;
};

export type Row = { readonly title: string; readonly panels: readonly Panel[] };

/** Of the workers that the reader chose. */
export const chosen = '{worker=~"$worker"}';
export const rate = (name: string, by: string) => `sum by (${by}) (rate(${name}${chosen}[$__rate_interval]))`;
export const p99 = (name: string, by = 'worker') =>
  `histogram_quantile(0.99, sum by (le, ${by}) (rate(${name}_bucket${chosen}[$__rate_interval])))`;
