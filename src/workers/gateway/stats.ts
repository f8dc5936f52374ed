import { percentile } from '../../core/board/log-linear.ts';
import type { MetricSample } from '../../core/board/metric-samples.ts';
import type { MetricName } from '../../core/board/metric-table.ts';
import type { WorkerState } from './health.ts';

export type WorkerStats = {
  readonly processed: number;
  readonly errors: number;
  readonly queueDepth: number;
  readonly restarts: number;
  /** Time a handler took, in ms; null before the first. */
  readonly latencyMs: { readonly p50: number | null; readonly p99: number | null };
};

export function toStats(
  states: readonly WorkerState[],
  samples: readonly MetricSample[],
): { workers: Record<string, WorkerStats> } {
  const workers: Record<string, WorkerStats> = {};
  for (const { service, restarts } of states) {
    const find = (name: MetricName) =>
      samples.find((sample) => sample.name === name && sample.labels['worker'] === service);
    const figureOf = (name: MetricName): number => {
      const sample = find(name);
      return sample && 'value' in sample ? sample.value : 0;
    };
    const latency = find('processing_latency');
    const quantile = (q: number): number | null =>
      latency && 'histogram' in latency ? (percentile(latency.histogram, q) ?? null) : null;
    workers[service] = {
      processed: figureOf('total_requests_processed'),
      errors: figureOf('error_count'),
      queueDepth: figureOf('zapflow_queue_depth'),
      restarts,
      latencyMs: { p50: quantile(0.5), p99: quantile(0.99) },
    };
  }
  return { workers };
}
