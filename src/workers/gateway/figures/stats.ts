import { percentile } from '../../../core/board/log-linear.ts';
import type { WorkerState } from './health.ts';
import type { Figures } from './metric-regions.ts';

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
  figures: Figures,
): { workers: Record<string, WorkerStats> } {
  const workers: Record<string, WorkerStats> = {};
  for (const state of states) workers[state.service] = toWorkerStats(state, figures);
  return { workers };
}

export function toWorkerStats({ service, restarts }: WorkerState, figures: Figures): WorkerStats {
  const latency = figures.histogram(service, 'processing_latency');
  const quantile = (q: number) => (latency && percentile(latency, q)) ?? null;
  return {
    processed: figures.sum(service, 'total_requests_processed') ?? 0,
    errors: figures.sum(service, 'error_count') ?? 0,
    queueDepth: figures.sum(service, 'zapflow_queue_depth') ?? 0,
    restarts,
    latencyMs: { p50: quantile(0.5), p99: quantile(0.99) },
  };
}
