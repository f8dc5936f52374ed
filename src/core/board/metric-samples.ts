import { BUCKET_COUNT, type HistogramValue } from './log-linear.ts';
import {
  entriesOf,
  lostUpdates,
  type MetricRegion,
  type RegionEntry,
  toMetricRegion,
} from './metric-region.ts';
import { fromSeriesKey, type Labels, type Series } from './metric-series.ts';
import type { MetricName } from './metric-table.ts';

type SeriesSample = { readonly name: MetricName; readonly labels: Labels };

/** One series as it stood when read, in the unit of the metric table. */
export type MetricSample =
  | (SeriesSample & { readonly kind: 'counter' | 'gauge'; readonly value: number })
  | (SeriesSample & { readonly kind: 'histogram'; readonly histogram: HistogramValue });

/** Reads a region from any thread, also while it is written; `labels` (say, the worker) are added where a sample has none of that name. */
export function readMetrics(shared: SharedArrayBuffer, labels: Labels = {}): MetricSample[] {
  const region = toMetricRegion(shared);
  const samples: MetricSample[] = [];
  for (const entry of entriesOf(region)) samples.push(toSample(region, entry, labels));
  samples.push({ name: 'zapflow_metric_updates_lost', labels, kind: 'counter', value: lostUpdates(region) });
  return samples;
}

function toSample(region: MetricRegion, { key, kind, cell }: RegionEntry, extra: Labels): MetricSample {
  const series: Series = fromSeriesKey(key);
  const name = series.name;
  const labels = { ...extra, ...series.labels };
  if (kind !== 'histogram') return { name, labels, kind, value: region.cells[cell] ?? 0 };
  const buckets = Array.from(region.cells.subarray(cell + 1, cell + 1 + BUCKET_COUNT));
  // Counted from the buckets, so that count and buckets agree whatever the writer is doing.
  const count = buckets.reduce((total, bucket) => total + bucket, 0);
  return { name, labels, kind, histogram: { count, sum: region.cells[cell] ?? 0, buckets } };
}
